package dev.tufa.conformance.architecture.planted.tuf.client;

import dev.tufa.conformance.architecture.planted.tuf.trust.Trust;

/** Breaks no rule. */
public final class Client {
    private final Trust used;

    public Client(Trust used) {
        this.used = used;
    }

    public Trust used() {
        return used;
    }
}
