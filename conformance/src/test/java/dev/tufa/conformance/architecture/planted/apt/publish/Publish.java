package dev.tufa.conformance.architecture.planted.apt.publish;

import dev.tufa.conformance.architecture.planted.apt.install.Install;

/** Breaks no rule. */
public final class Publish {
    private final Install used;

    public Publish(Install used) {
        this.used = used;
    }

    public Install used() {
        return used;
    }
}
