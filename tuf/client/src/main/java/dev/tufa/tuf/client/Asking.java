package dev.tufa.tuf.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a client asks its repository, and which clock it believes.
 *
 * @param use when a refresh asks at all
 * @param rootInterval the shortest time between two questions for newer roots
 * @param clockTolerance how far the clock may go back
 */
record Asking(NetworkUse use, Duration rootInterval, Duration clockTolerance) {
    Asking {
        if (rootInterval.isNegative() || clockTolerance.isNegative()) {
            throw new IllegalArgumentException("times: expected no negative ones");
        }
    }

    /** How exactly times have to be remembered: to the second where something depends on them. */
    Duration grain() {
        boolean exact = use.kind() == NetworkUse.Kind.SOMETIMES || !rootInterval.isZero();
        return exact ? Duration.ZERO : Duration.ofMinutes(1);
    }

    /** Whether it is too early for another question. */
    static boolean within(Optional<Instant> asked, Duration interval, Instant now) {
        return asked.isPresent()
                && !asked.get().isAfter(now)
                && now.isBefore(asked.get().plus(interval));
    }
}
