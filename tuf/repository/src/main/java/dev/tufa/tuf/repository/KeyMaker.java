package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.util.Map;

/** Makes the keys that a change asks for. */
@FunctionalInterface
interface KeyMaker {
    /** For looking at what a change would do: roles without keys. */
    KeyMaker NONE = (role, request) -> Map.of();

    /** New keys by key id. */
    Map<String, Key> make(String role, KeyRequest request);
}
