package dev.tufa.tuf.json;

import java.util.Arrays;

/** One JSON value in OLPC canonical form: a slice of canonical bytes. Immutable; equal when the bytes are equal. */
public abstract sealed class JsonValue permits JsonObject, JsonArray, JsonString, JsonInteger, JsonBoolean, JsonNull {
    final byte[] buffer;
    final int start;
    final int end;

    JsonValue(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.start = start;
        this.end = end;
    }

    /** The value that starts at a position of canonical bytes. */
    static JsonValue at(byte[] buffer, int start) {
        return of(buffer, start, Slices.endOfValue(buffer, start));
    }

    /** The value between two positions of canonical bytes. */
    static JsonValue of(byte[] buffer, int start, int end) {
        return switch (buffer[start]) {
            case '{' -> new JsonObject(buffer, start, end);
            case '[' -> new JsonArray(buffer, start, end);
            case '"' -> new JsonString(buffer, start, end);
            case 't', 'f' -> new JsonBoolean(buffer, start, end);
            case 'n' -> new JsonNull(buffer, start, end);
            default -> new JsonInteger(buffer, start, end);
        };
    }

    /** What it is, for messages: {@code object}, {@code array}, {@code string}, {@code integer}, {@code boolean}, {@code null}. */
    public abstract String kind();

    /** A copy of the canonical bytes: what is signed and hashed. */
    public byte[] canonicalBytes() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** The length of the canonical form, in bytes. */
    public int canonicalLength() {
        return end - start;
    }

    /** Hands the canonical bytes over without copying them; the receiver must not change or keep the array. */
    public <E extends Exception> void canonicalTo(ByteSink<E> sink) throws E {
        sink.accept(buffer, start, end - start);
    }

    /** Takes bytes of an array that it must not change or keep. */
    @FunctionalInterface
    public interface ByteSink<E extends Exception> {
        void accept(byte[] bytes, int offset, int length) throws E;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof JsonValue that && Arrays.equals(buffer, start, end, that.buffer, that.start, that.end);
    }

    @Override
    public final int hashCode() {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }

    /** Plain JSON on one line, safe to show: see {@link JsonText}. */
    @Override
    public final String toString() {
        return JsonText.compact(this);
    }
}
