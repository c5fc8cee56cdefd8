package dev.tufa.conformance.architecture.planted.testkit;

import dev.tufa.conformance.architecture.planted.tuf.client.Client;

/** Breaks no rule. */
public final class Testkit {
    private final Client used;

    public Testkit(Client used) {
        this.used = used;
    }

    public Client used() {
        return used;
    }
}
