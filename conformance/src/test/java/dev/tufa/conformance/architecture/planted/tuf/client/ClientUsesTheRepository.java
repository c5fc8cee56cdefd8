package dev.tufa.conformance.architecture.planted.tuf.client;

import dev.tufa.conformance.architecture.planted.tuf.repository.Repository;

/** Breaks a rule: client and repository do not know each other. */
public final class ClientUsesTheRepository {
    private final Repository used;

    public ClientUsesTheRepository(Repository used) {
        this.used = used;
    }

    public Repository used() {
        return used;
    }
}
