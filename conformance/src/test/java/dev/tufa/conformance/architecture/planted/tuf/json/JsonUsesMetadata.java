package dev.tufa.conformance.architecture.planted.tuf.json;

import dev.tufa.conformance.architecture.planted.tuf.metadata.Metadata;

/** Breaks a rule: json knows nothing of metadata. */
public final class JsonUsesMetadata {
    private final Metadata used;

    public JsonUsesMetadata(Metadata used) {
        this.used = used;
    }

    public Metadata used() {
        return used;
    }
}
