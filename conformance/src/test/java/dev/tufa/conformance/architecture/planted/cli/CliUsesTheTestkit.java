package dev.tufa.conformance.architecture.planted.cli;

import dev.tufa.conformance.architecture.planted.testkit.Testkit;

/** Breaks a rule: the command line is no test. */
public final class CliUsesTheTestkit {
    private final Testkit used;

    public CliUsesTheTestkit(Testkit used) {
        this.used = used;
    }

    public Testkit used() {
        return used;
    }
}
