package dev.tufa.conformance.architecture.planted.cli;

import dev.tufa.conformance.architecture.planted.examples.Examples;

/** Breaks a rule: a program uses no program. */
public final class CliUsesTheExamples {
    private final Examples used;

    public CliUsesTheExamples(Examples used) {
        this.used = used;
    }

    public Examples used() {
        return used;
    }
}
