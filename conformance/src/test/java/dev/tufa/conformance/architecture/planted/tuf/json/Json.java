package dev.tufa.conformance.architecture.planted.tuf.json;

import com.google.gson.stream.JsonReader;
import java.io.IOException;

/** Breaks no rule. */
public final class Json {
    private final JsonReader reader;

    public Json(JsonReader reader) {
        this.reader = reader;
    }

    public boolean more() throws IOException {
        return reader.hasNext();
    }
}
