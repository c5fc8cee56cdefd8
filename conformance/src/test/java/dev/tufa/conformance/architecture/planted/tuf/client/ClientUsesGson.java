package dev.tufa.conformance.architecture.planted.tuf.client;

import com.google.gson.stream.JsonReader;

/** Breaks a rule: only json sees gson. */
public final class ClientUsesGson {
    private final JsonReader used;

    public ClientUsesGson(JsonReader used) {
        this.used = used;
    }

    public JsonReader used() {
        return used;
    }
}
