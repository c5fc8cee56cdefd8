package dev.tufa.tuf.repository;

import java.time.Duration;

/**
 * How long files stay that nothing published names any more; a part of {@link Policy}.
 *
 * @param metadata of metadata; never less than two days and two lives of a timestamp
 * @param targets of target files; never less than that of metadata
 */
public record Graces(Duration metadata, Duration targets) {
    /** Two days for metadata, thirty for target files. */
    public static final Graces DEFAULT = new Graces(Duration.ofDays(2), Duration.ofDays(30));

    private static final Duration LEAST = Duration.ofDays(2);

    public Graces {
        if (metadata.isNegative() || targets.isNegative()) {
            throw new IllegalArgumentException(
                    "graces: expected none below zero, got metadata %s, targets %s".formatted(metadata, targets));
        }
    }

    /** What is kept to, where timestamps live so long: a client may go on with all that a timestamp has led it to. */
    Graces atLeast(Duration timestampLifetime) {
        Duration longest = max(max(LEAST, timestampLifetime.multipliedBy(2)), metadata);
        return new Graces(longest, max(longest, targets));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
