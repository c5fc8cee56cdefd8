package dev.tufa.conformance.architecture.planted.tuf.metadata;

import dev.tufa.conformance.architecture.planted.tuf.trust.Trust;

/** Breaks a rule: the model knows nothing of trust. */
public final class MetadataUsesTrust {
    private final Trust used;

    public MetadataUsesTrust(Trust used) {
        this.used = used;
    }

    public Trust used() {
        return used;
    }
}
