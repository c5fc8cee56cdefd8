package dev.tufa.tuf.client;

import java.time.Duration;

/**
 * When a refresh asks the repository. Whatever it is, only metadata that is signed and has not expired is used; what was not
 * asked is said in {@link Checks}.
 *
 * @param kind the rule
 * @param interval for {@link Kind#SOMETIMES} the time between two questions, otherwise zero
 */
public record NetworkUse(Kind kind, Duration interval) {
    /** Every time; a refresh fails if the repository cannot be reached. */
    public static final NetworkUse ALWAYS = new NetworkUse(Kind.ALWAYS, Duration.ZERO);

    /** Every time; if it cannot be reached, what is stored is used as long as it is valid. */
    public static final NetworkUse IF_REACHABLE = new NetworkUse(Kind.IF_REACHABLE, Duration.ZERO);

    /** Never: what is stored is used as long as it is valid, and nothing is downloaded. */
    public static final NetworkUse NEVER = new NetworkUse(Kind.NEVER, Duration.ZERO);

    public NetworkUse {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval: expected no negative time, got " + interval);
        }
    }

    /** Only if it was not asked for so long, or what is stored is not valid. */
    public static NetworkUse atMostEvery(Duration interval) {
        return new NetworkUse(Kind.SOMETIMES, interval);
    }

    /** The rules. */
    public enum Kind {
        ALWAYS,
        IF_REACHABLE,
        SOMETIMES,
        NEVER
    }
}
