package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.time.Instant;

/** Breaks a rule: core is told the time. */
public final class TrustReadsTheClock {
    public Instant now() {
        return Instant.now();
    }
}
