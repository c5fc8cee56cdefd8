package dev.tufa.conformance.architecture.planted.benchmarks;

import dev.tufa.conformance.architecture.planted.examples.Examples;

/** Breaks a rule: a program uses no program. */
public final class BenchmarksUseTheExamples {
    private final Examples used;

    public BenchmarksUseTheExamples(Examples used) {
        this.used = used;
    }

    public Examples used() {
        return used;
    }
}
