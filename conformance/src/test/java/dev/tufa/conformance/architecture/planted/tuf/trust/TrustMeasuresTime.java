package dev.tufa.conformance.architecture.planted.tuf.trust;

/** Breaks a rule: core is told the time. */
public final class TrustMeasuresTime {
    public long now() {
        return System.nanoTime() + System.currentTimeMillis();
    }
}
