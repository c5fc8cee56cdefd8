package dev.tufa.conformance.architecture.planted.apt.install;

import dev.tufa.conformance.architecture.planted.tuf.repository.Repository;

/** Breaks a rule: a user's system has nothing that keeps a TUF repository. */
public final class InstallUsesTheRepository {
    private final Repository used;

    public InstallUsesTheRepository(Repository used) {
        this.used = used;
    }

    public Repository used() {
        return used;
    }
}
