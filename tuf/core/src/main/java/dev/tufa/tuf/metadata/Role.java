package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may sign for a role (TUF 1.0.34 §4.3): key ids, and how many distinct keys have to.
 *
 * @param threshold at least 1; it may exceed the number of keys, and then nothing verifies
 */
public record Role(SortedSet<String> keyIds, int threshold, JsonObject unknown) {
    private static final Set<String> FIELDS = Set.of("keyids", "threshold");

    public Role {
        keyIds = Collections.unmodifiableSortedSet(new TreeSet<>(keyIds));
        if (threshold < 1) {
            throw new IllegalArgumentException("threshold: expected >= 1, got " + threshold);
        }
    }

    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof Role that
                && threshold == that.threshold
                && keyIds.equals(that.keyIds)
                && unknown.equals(that.unknown);
    }

    @Override
    public int hashCode() {
        return Objects.hash(threshold, keyIds, unknown);
    }

    /** A role without unknown fields. */
    public static Role of(Set<String> keyIds, int threshold) {
        return new Role(new TreeSet<>(keyIds), threshold, JsonObject.EMPTY);
    }

    static Role read(Fields fields, Set<String> alsoKnown) throws MalformedMetadataException {
        List<String> keyIds = fields.strings("keyids");
        SortedSet<String> distinct = new TreeSet<>(keyIds);
        if (distinct.size() != keyIds.size()) {
            throw fields.malformed("keyids", "distinct key ids", "a key id twice");
        }
        int threshold = (int) fields.integer("threshold", 1, Integer.MAX_VALUE);
        Set<String> known = new TreeSet<>(FIELDS);
        known.addAll(alsoKnown);
        return new Role(distinct, threshold, fields.unknown(known));
    }

    void writeTo(Map<String, JsonValue> fields) {
        fields.putAll(unknown.toMap());
        fields.put("keyids", JsonArray.of(keyIds.stream().map(JsonString::of).toList()));
        fields.put("threshold", JsonInteger.of(threshold));
    }
}
