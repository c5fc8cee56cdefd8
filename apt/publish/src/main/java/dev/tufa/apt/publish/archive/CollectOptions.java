package dev.tufa.apt.publish.archive;

import java.time.Duration;

/**
 * What is removed when it is no longer needed.
 *
 * @param grace how long files stay after nothing published names them any more, for clients that are in the middle and mirrors
 * @param publications how many publications of a suite are remembered at least, to go back to
 * @param action whether it is done
 */
public record CollectOptions(Duration grace, int publications, Action action) {
    /** A week, and ten publications. */
    public static final CollectOptions DEFAULT = new CollectOptions(Duration.ofDays(7), 10, Action.REMOVE);

    /** Options that keep what is published now. */
    public CollectOptions {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace: expected a time that is not negative, got " + grace);
        }
        if (publications < 1) {
            throw new IllegalArgumentException("publications: expected at least 1, got " + publications);
        }
    }

    /** What is done with what is found. */
    public enum Action {
        /** It is removed. */
        REMOVE,
        /** It is counted. */
        COUNT
    }
}
