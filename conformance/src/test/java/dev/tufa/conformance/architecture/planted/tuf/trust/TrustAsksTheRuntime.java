package dev.tufa.conformance.architecture.planted.tuf.trust;

/** Breaks a rule: core is told everything. */
public final class TrustAsksTheRuntime {
    public long memory() {
        return Runtime.getRuntime().freeMemory();
    }
}
