package dev.tufa.cli.framework;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the objects that commands print for scripts. */
public final class JsonOutput {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    /** Adds a text, a number or a truth value by its {@code toString}, unless it is one of JSON's own kinds. */
    public JsonOutput with(String name, Object value) {
        members.put(name, json(value));
        return this;
    }

    /** The object. */
    public JsonObject build() {
        return JsonObject.of(members);
    }

    private static JsonValue json(Object value) {
        if (value instanceof JsonValue ready) {
            return ready;
        }
        if (value instanceof Long || value instanceof Integer) {
            return JsonInteger.of(((Number) value).longValue());
        }
        if (value instanceof Boolean truth) {
            return JsonBoolean.of(truth);
        }
        if (value instanceof List<?> list) {
            return JsonArray.of(list.stream().map(JsonOutput::json).toList());
        }
        return JsonString.of(value.toString());
    }
}
