package dev.tufa.tuf.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A JSON integer of any size; canonical JSON has no other numbers. */
public final class JsonInteger extends JsonValue {
    private static final int LONG_DIGITS = 19;

    JsonInteger(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    /** The canonical form of an integer. */
    public static JsonInteger of(long value) {
        byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
        return new JsonInteger(text, 0, text.length);
    }

    /** Its value, empty when it is outside the range of a {@code long}. */
    public OptionalLong longValue() {
        int digits = end - start - (buffer[start] == '-' ? 1 : 0);
        if (digits > LONG_DIGITS) {
            return OptionalLong.empty();
        }
        if (digits < LONG_DIGITS) {
            return OptionalLong.of(Long.parseLong(text()));
        }
        BigInteger value = new BigInteger(text());
        return value.bitLength() < Long.SIZE ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private String text() {
        return new String(buffer, start, end - start, StandardCharsets.US_ASCII);
    }

    @Override
    public String kind() {
        return "integer";
    }
}
