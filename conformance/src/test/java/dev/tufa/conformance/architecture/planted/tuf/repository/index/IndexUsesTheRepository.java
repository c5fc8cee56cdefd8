package dev.tufa.conformance.architecture.planted.tuf.repository.index;

import dev.tufa.conformance.architecture.planted.tuf.repository.Repository;

/** Breaks a rule: the index is tables, and what they mean is decided outside. */
public final class IndexUsesTheRepository {
    private final Repository used;

    public IndexUsesTheRepository(Repository used) {
        this.used = used;
    }

    public Repository used() {
        return used;
    }
}
