package dev.tufa.conformance.architecture.planted.tuf.refusal;

import dev.tufa.conformance.architecture.planted.tuf.metadata.Metadata;

/** Breaks a rule: refusals know nothing of metadata. */
public final class RefusalUsesMetadata {
    private final Metadata used;

    public RefusalUsesMetadata(Metadata used) {
        this.used = used;
    }

    public Metadata used() {
        return used;
    }
}
