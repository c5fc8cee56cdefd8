package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.time.Clock;

/** Breaks a rule: core is told the time. */
public final class TrustTakesAClock {
    private final Clock used;

    public TrustTakesAClock(Clock used) {
        this.used = used;
    }

    public Clock used() {
        return used;
    }
}
