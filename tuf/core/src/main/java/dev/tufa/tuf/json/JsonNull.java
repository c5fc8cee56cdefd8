package dev.tufa.tuf.json;

/** JSON {@code null}: TUF gives it no meaning, so it occurs only in fields that TUF does not define. */
public final class JsonNull extends JsonValue {
    JsonNull(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    @Override
    public String kind() {
        return "null";
    }
}
