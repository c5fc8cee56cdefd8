package dev.tufa.conformance.architecture.planted.tuf.repository;

import dev.tufa.conformance.architecture.planted.tuf.client.Client;

/** Breaks a rule: client and repository do not know each other. */
public final class RepositoryUsesTheClient {
    private final Client used;

    public RepositoryUsesTheClient(Client used) {
        this.used = used;
    }

    public Client used() {
        return used;
    }
}
