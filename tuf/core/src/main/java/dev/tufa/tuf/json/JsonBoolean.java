package dev.tufa.tuf.json;

import java.nio.charset.StandardCharsets;

/** A JSON boolean. */
public final class JsonBoolean extends JsonValue {
    JsonBoolean(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    /** The canonical form of a boolean. */
    public static JsonBoolean of(boolean value) {
        byte[] text = String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
        return new JsonBoolean(text, 0, text.length);
    }

    /** Its value. */
    public boolean value() {
        return buffer[start] == 't';
    }

    @Override
    public String kind() {
        return "boolean";
    }
}
