package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.tuf.repository.Refresh;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of publishing.
 *
 * @param suites those that have a new release, in the order of the settings
 * @param tuf whether TUF metadata was published as well
 * @param elsewhere roles of TUF that are due and were not signed, since their private keys are elsewhere
 */
public record Published(List<OfSuite> suites, boolean tuf, List<Refresh.Due> elsewhere) {
    /** A result with its parts in order. */
    public Published {
        suites = List.copyOf(suites);
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * A suite.
     *
     * @param name of the suite
     * @param cause why it has a new release
     * @param packages how many packages it has now, for all architectures and source packages together
     * @param changes what is different from before
     * @param indexes how many files its release names
     * @param validUntil until when the release is good; empty for ever
     */
    public record OfSuite(
            String name,
            Cause cause,
            int packages,
            List<MemberChange> changes,
            int indexes,
            Optional<Instant> validUntil) {
        /** A suite with its changes in order. */
        public OfSuite {
            changes = List.copyOf(changes);
        }
    }

    /** Why a suite has a new release. */
    public enum Cause {
        /** Something in it is different, or it is its first. */
        CHANGED,
        /** The archive's keys are others than those that signed the last one. */
        KEYS,
        /** The last one was good for only half of its time any more. */
        AGE,
        /** Nothing but that it was asked for. */
        ASKED
    }
}
