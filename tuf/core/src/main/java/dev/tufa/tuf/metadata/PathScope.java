package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Which target paths a delegation is about (TUF 1.0.34 §4.5): exactly one way of saying it, or nothing at all. */
public sealed interface PathScope {
    /** Whether the delegated role may speak of a target. */
    boolean covers(TargetPath target);

    /** Adds the field that says so to a delegated role. */
    void writeTo(Map<String, JsonValue> fields);

    /** The field {@code paths}. */
    record Paths(List<PathPattern> patterns) implements PathScope {
        public Paths {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean covers(TargetPath target) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(target.text()));
        }

        @Override
        public void writeTo(Map<String, JsonValue> fields) {
            fields.put("paths", PathPattern.toJson(patterns));
        }
    }

    /**
     * The field {@code path_hash_prefixes}.
     *
     * @param prefixes hex digits, of which the SHA-256 of the path in lower case hex has to start with one
     */
    record HashPrefixes(List<String> prefixes) implements PathScope {
        public HashPrefixes {
            prefixes = List.copyOf(prefixes);
        }

        @Override
        public boolean covers(TargetPath target) {
            String digest = target.sha256();
            return prefixes.stream().anyMatch(prefix -> digest.regionMatches(true, 0, prefix, 0, prefix.length()));
        }

        @Override
        public void writeTo(Map<String, JsonValue> fields) {
            fields.put(
                    "path_hash_prefixes",
                    JsonArray.of(prefixes.stream().map(JsonString::of).toList()));
        }
    }

    /** Neither field: the delegation is about no target. */
    enum None implements PathScope {
        INSTANCE;

        @Override
        public boolean covers(TargetPath target) {
            return false;
        }

        @Override
        public void writeTo(Map<String, JsonValue> fields) {
            // nothing to say
        }
    }
}
