package dev.tufa.tuf.repository.index;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A target as a role describes it.
 *
 * @param role the name of the role
 * @param hashes in hex, by name of the function
 * @param publication the version of timestamp.json with which it came, so described, if that is known
 */
public record TargetRow(String path, String role, long length, Map<String, String> hashes, OptionalLong publication) {
    public TargetRow {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }

    /** Whether metadata says the same of it. */
    boolean isSameFile(TargetRow other) {
        return length == other.length && hashes.equals(other.hashes);
    }
}
