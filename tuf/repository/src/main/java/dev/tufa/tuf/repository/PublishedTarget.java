package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A target as it is published.
 *
 * @param role the role that describes it
 * @param version of that role
 * @param hashes in hex, by name of the function
 * @param publication the version of timestamp.json with which it came, so described, if anybody looked on
 * @param published when that was, if anybody looked on
 */
public record PublishedTarget(
        String path,
        String role,
        long version,
        long length,
        Map<String, String> hashes,
        OptionalLong publication,
        Optional<Instant> published) {
    public PublishedTarget {
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }
}
