package dev.tufa.tuf.repository;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan does beyond publishing what is staged. Timestamp, snapshot and top-level targets are signed again by every plan
 * when they have used as much of their lifetime as the settings let them and their keys are here; root only when it is named.
 *
 * @param renew names of roles to sign again in any case; {@code root}, {@code timestamp}, {@code snapshot} or targets roles
 * @param due which targets roles are looked at for expiry
 */
public record PlanOptions(Set<String> renew, Due due, ClockCheck clockCheck) {
    /** Nothing renewed that need not be, and a clock that has to be plausible. */
    public static final PlanOptions DEFAULT = new PlanOptions(Set.of(), Due.TOP_LEVEL, ClockCheck.ENFORCED);

    public PlanOptions {
        renew = Set.copyOf(renew);
    }

    /** The same options with one more role to sign again in any case. */
    public PlanOptions renewing(String role) {
        Set<String> more = new TreeSet<>(renew);
        more.add(role);
        return new PlanOptions(more, due, clockCheck);
    }

    /** The same options with another choice of roles that are looked at. */
    public PlanOptions withDue(Due newDue) {
        return new PlanOptions(renew, newDue, clockCheck);
    }

    /** The same options with another treatment of a clock that is far ahead. */
    public PlanOptions withClockCheck(ClockCheck newClockCheck) {
        return new PlanOptions(renew, due, newClockCheck);
    }

    /** Which targets roles are looked at for expiry. */
    public enum Due {
        /** None, timestamp and snapshot neither: only what is named is signed again. */
        NAMED,
        /** The top-level role, which is read anyway. */
        TOP_LEVEL,
        /** Every role, hash bins as well: reads all metadata. */
        EVERY_ROLE
    }

    /** What to do about a clock that is further ahead of the last publication than the settings allow. */
    public enum ClockCheck {
        /** Refuse to sign. */
        ENFORCED,
        /** Believe it, because a person has looked at it. A clock that went back is never believed. */
        TRUSTED
    }
}
