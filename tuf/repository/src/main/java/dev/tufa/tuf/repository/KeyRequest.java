package dev.tufa.tuf.repository;

import dev.tufa.tuf.crypto.SignatureScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Keys that a role is to have: new ones, registered ones, or both.
 *
 * @param count how many new ones are to be made
 * @param threshold how many of all have to sign, at least 1
 * @param scheme of the new ones
 * @param registered the key ids of those that the repository knows already
 */
public record KeyRequest(int count, int threshold, SignatureScheme scheme, List<String> registered) {
    /** Most keys of a role; stops a slip of the finger. */
    private static final int MAXIMUM_KEYS = 100;

    /** One new Ed25519 key. */
    public static final KeyRequest ONE = new KeyRequest(1, 1, SignatureScheme.ED25519);

    public KeyRequest {
        registered = List.copyOf(new LinkedHashSet<>(registered));
        int all = count + registered.size();
        if (count < 0 || all < 1 || all > MAXIMUM_KEYS) {
            throw new IllegalArgumentException("keys: expected 1 to %d, got %d".formatted(MAXIMUM_KEYS, all));
        }
        if (threshold < 1 || threshold > all) {
            throw new IllegalArgumentException("threshold: expected 1 to %d, got %d".formatted(all, threshold));
        }
    }

    /** New keys. */
    public KeyRequest(int count, int threshold, SignatureScheme scheme) {
        this(count, threshold, scheme, List.of());
    }

    /** New Ed25519 keys. */
    public static KeyRequest of(int count, int threshold) {
        return new KeyRequest(count, threshold, SignatureScheme.ED25519);
    }

    /** Keys that the repository knows, by key id. */
    public static KeyRequest ofRegistered(List<String> keyIds, int threshold) {
        return new KeyRequest(0, threshold, SignatureScheme.ED25519, keyIds);
    }

    /** What it asks for, for a person. */
    String describe() {
        List<String> parts = new ArrayList<>();
        if (count > 0) {
            parts.add("%d new %s %s".formatted(count, scheme.text(), count == 1 ? "key" : "keys"));
        }
        if (!registered.isEmpty()) {
            parts.add((registered.size() == 1 ? "key " : "keys ") + String.join(", ", registered));
        }
        return "%s, threshold %d".formatted(String.join(" and ", parts), threshold);
    }
}
