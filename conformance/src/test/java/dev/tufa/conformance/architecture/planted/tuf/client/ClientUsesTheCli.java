package dev.tufa.conformance.architecture.planted.tuf.client;

import dev.tufa.conformance.architecture.planted.cli.Cli;

/** Breaks a rule: a library knows no program. */
public final class ClientUsesTheCli {
    private final Cli used;

    public ClientUsesTheCli(Cli used) {
        this.used = used;
    }

    public Cli used() {
        return used;
    }
}
