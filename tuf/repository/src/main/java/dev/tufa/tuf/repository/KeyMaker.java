package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.util.Map;
import java.util.TreeMap;

/** Makes or finds the keys that a change asks for. */
@FunctionalInterface
interface KeyMaker {
    /** For looking at what a change would do: as many keys as it asks for, with which nothing can be signed. */
    KeyMaker PLACEHOLDERS = (role, request) -> {
        Map<String, Key> keys = new TreeMap<>();
        for (int number = 0; number < request.count(); number++) {
            keys.put("new key %d of %s".formatted(number, role), Key.of("none", "none", ""));
        }
        request.registered().forEach(keyId -> keys.put(keyId, Key.of("none", "none", "")));
        return keys;
    };

    /**
     * The keys by key id.
     *
     * @throws ChangeRefusedException if one of them is not registered
     */
    Map<String, Key> make(String role, KeyRequest request) throws ChangeRefusedException;
}
