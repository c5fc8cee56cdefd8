package dev.tufa.conformance.architecture.planted.apt.install;

import dev.tufa.conformance.architecture.planted.apt.publish.Publish;

/** Breaks two rules: a user's system has nothing that publishes. */
public final class InstallUsesPublish {
    private final Publish used;

    public InstallUsesPublish(Publish used) {
        this.used = used;
    }

    public Publish used() {
        return used;
    }
}
