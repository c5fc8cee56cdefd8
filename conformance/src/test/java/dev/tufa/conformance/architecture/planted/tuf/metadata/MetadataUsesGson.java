package dev.tufa.conformance.architecture.planted.tuf.metadata;

import com.google.gson.stream.JsonReader;

/** Breaks a rule: only json sees gson. */
public final class MetadataUsesGson {
    private final JsonReader used;

    public MetadataUsesGson(JsonReader used) {
        this.used = used;
    }

    public JsonReader used() {
        return used;
    }
}
