package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.util.Map;
import java.util.TreeMap;

/** Makes the keys that a change asks for. */
@FunctionalInterface
interface KeyMaker {
    /** For looking at what a change would do: as many keys as it asks for, with which nothing can be signed. */
    KeyMaker PLACEHOLDERS = (role, request) -> {
        Map<String, Key> keys = new TreeMap<>();
        for (int number = 0; number < request.count(); number++) {
            keys.put("new key %d of %s".formatted(number, role), Key.of("none", "none", ""));
        }
        return keys;
    };

    /** New keys by key id. */
    Map<String, Key> make(String role, KeyRequest request);
}
