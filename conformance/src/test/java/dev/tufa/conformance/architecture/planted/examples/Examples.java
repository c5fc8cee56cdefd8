package dev.tufa.conformance.architecture.planted.examples;

import dev.tufa.conformance.architecture.planted.tuf.client.Client;

/** Breaks no rule. */
public final class Examples {
    private final Client used;

    public Examples(Client used) {
        this.used = used;
    }

    public Client used() {
        return used;
    }
}
