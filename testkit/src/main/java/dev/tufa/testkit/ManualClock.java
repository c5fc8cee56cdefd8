package dev.tufa.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it, forward or back; {@link TestMetadata#NOW} at first. */
public final class ManualClock extends Clock {
    private volatile Instant now = TestMetadata.NOW;

    /** A clock that shows {@link TestMetadata#NOW}. */
    public ManualClock() {}

    /** Sets the time. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves the time, back if the duration is negative. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("metadata knows UTC only");
    }
}
