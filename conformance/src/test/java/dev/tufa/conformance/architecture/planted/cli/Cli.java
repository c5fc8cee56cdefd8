package dev.tufa.conformance.architecture.planted.cli;

import dev.tufa.conformance.architecture.planted.tuf.client.Client;

/** Breaks no rule. */
public final class Cli {
    private final Client used;

    public Cli(Client used) {
        this.used = used;
    }

    public Client used() {
        return used;
    }
}
