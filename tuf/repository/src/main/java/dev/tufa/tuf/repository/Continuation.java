package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a repository goes on that was not always here: what has to be known of its past and no published file says.
 *
 * @param firstRoot the version of the oldest root from which clients come to the newest
 * @param seen by role, the version up to which clients may have seen files that are not here any more
 */
record Continuation(long firstRoot, Map<String, Long> seen) {
    /** A repository that has been here from its first root on. */
    static final Continuation NONE = new Continuation(1, Map.of());

    Continuation {
        seen = Collections.unmodifiableMap(new TreeMap<>(seen));
    }

    /** The version up to which a role's files may have been seen; 0 if nothing is known. */
    long seen(String role) {
        return seen.getOrDefault(role, 0L);
    }

    static Continuation read(byte[] content) throws IOException {
        StoredJson json = StoredJson.read(Layout.CONTINUATION, content);
        StoredJson versions = json.child("seen");
        Map<String, Long> seen = new TreeMap<>();
        for (String role : versions.object().names()) {
            seen.put(role, versions.integer(role, 1));
        }
        return new Continuation(json.integer("first_root", 1), seen);
    }

    byte[] toBytes() {
        Map<String, JsonValue> versions = new TreeMap<>();
        seen.forEach((role, version) -> versions.put(role, JsonInteger.of(version)));
        return JsonText.bytes(
                JsonObject.of(Map.of("first_root", JsonInteger.of(firstRoot), "seen", JsonObject.of(versions))));
    }
}
