package dev.tufa.conformance.architecture.planted.testkit;

import dev.tufa.conformance.architecture.planted.cli.Cli;

/** Breaks a rule: a library knows no program. */
public final class TestkitUsesTheCli {
    private final Cli used;

    public TestkitUsesTheCli(Cli used) {
        this.used = used;
    }

    public Cli used() {
        return used;
    }
}
