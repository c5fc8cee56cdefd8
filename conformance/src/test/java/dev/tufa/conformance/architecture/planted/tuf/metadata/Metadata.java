package dev.tufa.conformance.architecture.planted.tuf.metadata;

import dev.tufa.conformance.architecture.planted.tuf.json.Json;

/** Breaks no rule. */
public final class Metadata {
    private final Json used;

    public Metadata(Json used) {
        this.used = used;
    }

    public Json used() {
        return used;
    }
}
