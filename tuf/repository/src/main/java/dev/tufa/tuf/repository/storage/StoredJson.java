package dev.tufa.tuf.repository.storage;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object in one of the repository's own files. A file that is not as this library wrote it is an {@link IOException} that
 * names the file, the member, what was expected and what is there.
 *
 * @param file the name of the file, for messages
 */
public record StoredJson(String file, JsonObject object) {
    /** These files are the repository's own; a journal holds whole publications. */
    private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE - 8, 16, 32);

    /** Reads a file's content. */
    public static StoredJson read(String file, byte[] content) throws IOException {
        try {
            return new StoredJson(file, CanonicalJson.read(content, LIMITS));
        } catch (JsonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The text of a member. */
    public String string(String name) throws IOException {
        return text(name, required(name));
    }

    /** The text of a member that may be absent. */
    public Optional<String> optionalString(String name) throws IOException {
        Optional<JsonValue> value = object.member(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(text(name, value.get()));
    }

    /** The integer of a member, not below a minimum. */
    public long integer(String name, long minimum) throws IOException {
        return integer(name, minimum, Long.MAX_VALUE);
    }

    /** The integer of a member, within bounds. */
    public long integer(String name, long minimum, long maximum) throws IOException {
        JsonValue value = required(name);
        if (!(value instanceof JsonInteger integer)) {
            throw wrong(name, "an integer", value.kind());
        }
        OptionalLong number = integer.longValue();
        if (number.isEmpty() || number.getAsLong() < minimum || number.getAsLong() > maximum) {
            throw wrong(name, "an integer from %d to %d".formatted(minimum, maximum), integer.toString());
        }
        return number.getAsLong();
    }

    /** The instant of a member. */
    public Instant instant(String name) throws IOException {
        String text = string(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "a date-time", text);
        }
    }

    /** The object of a member. */
    public StoredJson child(String name) throws IOException {
        if (required(name) instanceof JsonObject child) {
            return new StoredJson(file, child);
        }
        throw wrong(name, "an object", required(name).kind());
    }

    /** The objects in the array of a member. */
    public List<StoredJson> children(String name) throws IOException {
        List<StoredJson> children = new ArrayList<>();
        for (JsonValue value : array(name).values()) {
            if (!(value instanceof JsonObject child)) {
                throw wrong(name, "an array of objects", value.kind());
            }
            children.add(new StoredJson(file, child));
        }
        return children;
    }

    /** The texts in the array of a member. */
    public List<String> strings(String name) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : array(name).values()) {
            texts.add(text(name, value));
        }
        return texts;
    }

    /** A member has a value that this library never writes. */
    public IOException wrong(String name, String expected, String actual) {
        return new IOException("%s: %s: expected %s, got %s".formatted(file, name, expected, actual));
    }

    private JsonArray array(String name) throws IOException {
        if (required(name) instanceof JsonArray array) {
            return array;
        }
        throw wrong(name, "an array", required(name).kind());
    }

    private String text(String name, JsonValue value) throws IOException {
        if (value instanceof JsonString text) {
            return text.value();
        }
        throw wrong(name, "a string", value.kind());
    }

    private JsonValue required(String name) throws IOException {
        Optional<JsonValue> value = object.member(name);
        if (value.isEmpty()) {
            throw wrong(name, "a value", "nothing");
        }
        return value.get();
    }
}
