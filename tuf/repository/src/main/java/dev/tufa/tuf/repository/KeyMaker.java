package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.util.Map;

/** Makes or finds the keys that a change asks for. */
@FunctionalInterface
interface KeyMaker {
    /** For looking at what a change would do: roles without keys. */
    KeyMaker NONE = (role, request) -> Map.of();

    /**
     * The keys by key id.
     *
     * @throws ChangeRefusedException if one of them is not registered
     */
    Map<String, Key> make(String role, KeyRequest request) throws ChangeRefusedException;
}
