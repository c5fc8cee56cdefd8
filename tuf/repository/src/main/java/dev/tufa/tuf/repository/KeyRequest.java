package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;

/**
 * Keys that are to be made for a role.
 *
 * @param count how many
 * @param threshold how many of them have to sign, at least 1 and at most {@code count}
 */
public record KeyRequest(int count, int threshold, SignatureScheme scheme) {
    /** Most keys that one request makes; stops a slip of the finger. */
    private static final int MAXIMUM_KEYS = 100;

    /** One Ed25519 key. */
    public static final KeyRequest ONE = new KeyRequest(1, 1, SignatureScheme.ED25519);

    public KeyRequest {
        if (count < 1 || count > MAXIMUM_KEYS) {
            throw new IllegalArgumentException("keys: expected 1 to %d, got %d".formatted(MAXIMUM_KEYS, count));
        }
        if (threshold < 1 || threshold > count) {
            throw new IllegalArgumentException("threshold: expected 1 to %d, got %d".formatted(count, threshold));
        }
    }

    /** Ed25519 keys. */
    public static KeyRequest of(int count, int threshold) {
        return new KeyRequest(count, threshold, SignatureScheme.ED25519);
    }

    /** What it asks for, for a person. */
    String describe() {
        return "%d new %s %s, threshold %d".formatted(count, scheme.text(), count == 1 ? "key" : "keys", threshold);
    }
}
