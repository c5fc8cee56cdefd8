package dev.tufa.conformance.architecture.planted.benchmarks;

import dev.tufa.conformance.architecture.planted.testkit.Testkit;

/** Breaks no rule. */
public final class Benchmarks {
    private final Testkit used;

    public Benchmarks(Testkit used) {
        this.used = used;
    }

    public Testkit used() {
        return used;
    }
}
