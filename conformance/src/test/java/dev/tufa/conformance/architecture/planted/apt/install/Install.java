package dev.tufa.conformance.architecture.planted.apt.install;

import dev.tufa.conformance.architecture.planted.apt.archive.Archive;

/** Breaks no rule. */
public final class Install {
    private final Archive used;

    public Install(Archive used) {
        this.used = used;
    }

    public Archive used() {
        return used;
    }
}
