package dev.tufa.tuf.json;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A JSON array. */
public final class JsonArray extends JsonValue {
    JsonArray(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    /** The canonical form of a list of values. */
    public static JsonArray of(List<? extends JsonValue> values) {
        var out = new ByteArrayOutputStream();
        out.write('[');
        boolean first = true;
        for (JsonValue value : values) {
            if (!first) {
                out.write(',');
            }
            first = false;
            value.canonicalTo(out::write);
        }
        out.write(']');
        byte[] canonical = out.toByteArray();
        return new JsonArray(canonical, 0, canonical.length);
    }

    /** Its values, in order; unmodifiable. */
    public List<JsonValue> values() {
        List<JsonValue> values = new ArrayList<>();
        int at = start + 1;
        while (at < end - 1) {
            JsonValue value = JsonValue.at(buffer, at);
            values.add(value);
            at = value.end + 1;
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public String kind() {
        return "array";
    }
}
