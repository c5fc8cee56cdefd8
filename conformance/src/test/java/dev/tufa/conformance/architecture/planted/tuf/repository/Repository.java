package dev.tufa.conformance.architecture.planted.tuf.repository;

import dev.tufa.conformance.architecture.planted.tuf.trust.Trust;

/** Breaks no rule. */
public final class Repository {
    private final Trust used;

    public Repository(Trust used) {
        this.used = used;
    }

    public Trust used() {
        return used;
    }
}
