package dev.tufa.tuf.json;

/**
 * Bounds on one JSON document.
 *
 * @param bytes longest document, in bytes; stops a server that never stops sending
 * @param depth deepest nesting of objects and arrays; stops stack exhaustion by {@code [[[[…}
 * @param integerDigits longest integer, in digits; stops quadratic arithmetic on huge numbers
 */
public record JsonLimits(int bytes, int depth, int integerDigits) {
    /** 256 MiB, 64 levels, 600 digits. */
    public static final JsonLimits DEFAULT = new JsonLimits(256 << 20, 64, 600);

    public JsonLimits {
        if (bytes < 2 || depth < 1 || integerDigits < 1) {
            throw new IllegalArgumentException(
                    "limits: expected positive values, got %d, %d, %d".formatted(bytes, depth, integerDigits));
        }
    }
}
