package dev.tufa.tuf.repository.index;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of the published tree that nothing published names.
 *
 * @param path in the repository's folder
 * @param publication a version of timestamp.json; earlier ones may still lead a client to the file
 * @param at since when, as far as anybody has looked
 */
public record UnnamedFile(String path, long publication, Optional<Instant> at) {}
