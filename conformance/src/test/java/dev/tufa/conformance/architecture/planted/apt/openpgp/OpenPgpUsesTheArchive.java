package dev.tufa.conformance.architecture.planted.apt.openpgp;

import dev.tufa.conformance.architecture.planted.apt.archive.Archive;

/** Breaks a rule: signatures are over bytes, whatever they say. */
public final class OpenPgpUsesTheArchive {
    private final Archive used;

    public OpenPgpUsesTheArchive(Archive used) {
        this.used = used;
    }

    public Archive used() {
        return used;
    }
}
