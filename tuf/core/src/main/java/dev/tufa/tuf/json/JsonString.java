package dev.tufa.tuf.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A JSON string: Unicode text without lone surrogates. */
public final class JsonString extends JsonValue {
    JsonString(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    /**
     * The canonical form of a text.
     *
     * @throws IllegalArgumentException if the text holds a lone surrogate, which UTF-8 cannot carry
     */
    public static JsonString of(String text) {
        byte[] quoted = new byte[text.length() + 2];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == '"' || c == '\\') {
                return encode(text);
            }
            quoted[i + 1] = (byte) c;
        }
        quoted[0] = '"';
        quoted[quoted.length - 1] = '"';
        return new JsonString(quoted, 0, quoted.length);
    }

    private static JsonString encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("text: expected Unicode, got a lone surrogate");
        }
        var quoted = new ByteArrayOutputStream(utf8.length + 2);
        quoted.write('"');
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                quoted.write('\\');
            }
            quoted.write(b);
        }
        quoted.write('"');
        byte[] canonical = quoted.toByteArray();
        return new JsonString(canonical, 0, canonical.length);
    }

    /** Its text. */
    public String value() {
        return decode(buffer, start, end);
    }

    /** The text in quotes with control characters escaped, for messages. */
    public String printable() {
        return JsonText.compact(this);
    }

    static String decode(byte[] buffer, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (buffer[i] == '\\') {
                return unescape(buffer, start, end);
            }
        }
        return new String(buffer, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    private static String unescape(byte[] buffer, int start, int end) {
        byte[] raw = new byte[end - start];
        int size = 0;
        for (int i = start + 1; i < end - 1; i++) {
            if (buffer[i] == '\\') {
                i++;
            }
            raw[size++] = buffer[i];
        }
        return new String(raw, 0, size, StandardCharsets.UTF_8);
    }

    @Override
    public String kind() {
        return "string";
    }
}
