package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Key;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of an event: those of holders when it is opened, and ever after those that it was opened with. */
final class EventKeys {
    private EventKeys() {}

    /** Public keys of people, as many of them as a request asks for; they are registered with the event. */
    static KeyMaker ofHolders(Map<String, List<Key>> holders) {
        return (role, request) -> {
            Map<String, Key> keys = new LinkedHashMap<>();
            for (Key key : holders.getOrDefault(role, List.of())) {
                if (keys.size() < request.count()) {
                    keys.put(key.computeKeyId(), key);
                }
            }
            return keys;
        };
    }

    /** The same keys for the same requests, in order. */
    static KeyMaker again(List<Map<String, Key>> given) {
        Iterator<Map<String, Key>> next = given.iterator();
        return (role, request) -> next.hasNext() ? next.next() : Map.of();
    }
}
