package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of one object of a document, read by name and type; every mismatch names file, path, expected and actual. */
record Fields(String file, String path, JsonObject object) {

    boolean has(String name) {
        return object.indexOf(name) >= 0;
    }

    String string(String name) throws MalformedMetadataException {
        if (required(name, "string") instanceof JsonString value) {
            return value.value();
        }
        throw wrongKind(name, "string");
    }

    boolean bool(String name) throws MalformedMetadataException {
        if (required(name, "boolean") instanceof JsonBoolean value) {
            return value.value();
        }
        throw wrongKind(name, "boolean");
    }

    /** An integer from {@code minimum} to 2^63 - 1. */
    long integer(String name, long minimum) throws MalformedMetadataException {
        return integer(name, minimum, Long.MAX_VALUE);
    }

    long integer(String name, long minimum, long maximum) throws MalformedMetadataException {
        if (required(name, "integer") instanceof JsonInteger value) {
            var number = value.longValue();
            if (number.isPresent() && number.getAsLong() >= minimum && number.getAsLong() <= maximum) {
                return number.getAsLong();
            }
            throw malformed(name, "integer from %d to %d".formatted(minimum, maximum), value.toString());
        }
        throw wrongKind(name, "integer");
    }

    Fields fields(String name) throws MalformedMetadataException {
        return new Fields(file, at(name), object(name));
    }

    /** The object at a position of the members' names, which is the one of that name. */
    Fields fields(int index, String name) throws MalformedMetadataException {
        if (object.valueAt(index) instanceof JsonObject value) {
            return new Fields(file, at(name), value);
        }
        throw wrongKind(name, "object");
    }

    JsonObject object(String name) throws MalformedMetadataException {
        if (required(name, "object") instanceof JsonObject value) {
            return value;
        }
        throw wrongKind(name, "object");
    }

    JsonArray array(String name) throws MalformedMetadataException {
        if (required(name, "array") instanceof JsonArray value) {
            return value;
        }
        throw wrongKind(name, "array");
    }

    List<String> strings(String name) throws MalformedMetadataException {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : array(name).values()) {
            if (!(value instanceof JsonString text)) {
                throw malformed(name, "array of strings", "element of kind " + value.kind());
            }
            texts.add(text.value());
        }
        return texts;
    }

    /** The objects of an array. */
    List<Fields> objects(String name) throws MalformedMetadataException {
        List<Fields> objects = new ArrayList<>();
        for (JsonValue value : array(name).values()) {
            if (!(value instanceof JsonObject element)) {
                throw malformed(name, "array of objects", "element of kind " + value.kind());
            }
            objects.add(new Fields(file, at(name) + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    /** The members that are not among the known ones. */
    JsonObject unknown(Set<String> known) {
        return object.without(known);
    }

    MalformedMetadataException malformed(String name, String expected, String actual) {
        return new MalformedMetadataException(file, at(name), expected, actual);
    }

    private JsonValue required(String name, String expected) throws MalformedMetadataException {
        Optional<JsonValue> value = object.member(name);
        if (value.isEmpty()) {
            throw malformed(name, expected, "nothing");
        }
        return value.get();
    }

    private MalformedMetadataException wrongKind(String name, String expected) {
        return malformed(
                name, expected, object.member(name).map(JsonValue::kind).orElse("nothing"));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
