package dev.tufa.tuf.refusal;

import java.time.Duration;
import java.time.Instant;

/** The clock is behind a time that was seen already: with it, metadata that expired meanwhile would count again. */
public final class ClockException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final Instant latest;
    private final Instant now;

    /**
     * Refuses to go on.
     *
     * @param latest the latest time that was seen
     * @param now what the clock says
     * @param tolerance how far a clock may go back
     */
    public ClockException(Instant latest, Instant now, Duration tolerance) {
        super("clock", "expected a time after %s, got %s".formatted(latest.minus(tolerance), now));
        this.latest = latest;
        this.now = now;
    }

    /** The latest time that was seen. */
    public Instant latest() {
        return latest;
    }

    /** What the clock says. */
    public Instant now() {
        return now;
    }
}
