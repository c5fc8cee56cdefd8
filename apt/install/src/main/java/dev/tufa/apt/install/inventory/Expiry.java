package dev.tufa.apt.install.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something of an archive that ends.
 *
 * @param what it is, in words
 * @param at when it ends
 * @param life for how long it is good altogether, if it is something that is signed anew all the time
 */
public record Expiry(String what, Instant at, Optional<Duration> life) {
    /** The share of its life in which what is signed anew all the time should have been. */
    private static final int LAST_PART = 4;

    /** Something that is signed for long. */
    static Expiry of(String what, Instant at) {
        return new Expiry(what, at, Optional.empty());
    }

    /** Something that is signed anew all the time. */
    static Expiry of(String what, Instant from, Instant to) {
        return new Expiry(what, to, Optional.of(Duration.between(from, to)));
    }

    /** Whether somebody should know: it ends within a time, and if it is signed anew all the time, in the last quarter of its life. */
    public boolean isSoon(Instant now, Duration within) {
        Duration last = life.map(all -> all.dividedBy(LAST_PART)).orElse(within);
        return !at.isAfter(now.plus(last.compareTo(within) < 0 ? last : within));
    }
}
