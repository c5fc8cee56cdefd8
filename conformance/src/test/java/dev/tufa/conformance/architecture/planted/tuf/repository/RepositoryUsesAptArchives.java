package dev.tufa.conformance.architecture.planted.tuf.repository;

import dev.tufa.conformance.architecture.planted.apt.archive.Archive;

/** Breaks a rule: TUF does not know what its targets are for. */
public final class RepositoryUsesAptArchives {
    private final Archive used;

    public RepositoryUsesAptArchives(Archive used) {
        this.used = used;
    }

    public Archive used() {
        return used;
    }
}
