package dev.tufa.tuf.repository;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a repository is rebuilt from, beside its own published tree.
 *
 * @param from a copy of the published tree: a mirror, a backup, or the metadata folder of a client
 * @param timestampSeen a version of timestamp.json that clients have been seen to trust; 0 if nothing is known
 */
public record RebuildOptions(Optional<Path> from, long timestampSeen) {
    /** The published tree alone. */
    public static final RebuildOptions DEFAULT = new RebuildOptions(Optional.empty(), 0);

    public RebuildOptions {
        if (timestampSeen < 0) {
            throw new IllegalArgumentException("timestamp seen: expected >= 0, got " + timestampSeen);
        }
    }

    /** The same options with a copy of the published tree. */
    public RebuildOptions withFrom(Path copy) {
        return new RebuildOptions(Optional.of(copy), timestampSeen);
    }

    /** The same options with a version of timestamp.json that clients trust. */
    public RebuildOptions withTimestampSeen(long version) {
        return new RebuildOptions(from, version);
    }
}
