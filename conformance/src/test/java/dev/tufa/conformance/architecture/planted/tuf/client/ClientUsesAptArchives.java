package dev.tufa.conformance.architecture.planted.tuf.client;

import dev.tufa.conformance.architecture.planted.apt.archive.Archive;

/** Breaks a rule: TUF does not know what its targets are for. */
public final class ClientUsesAptArchives {
    private final Archive used;

    public ClientUsesAptArchives(Archive used) {
        this.used = used;
    }

    public Archive used() {
        return used;
    }
}
