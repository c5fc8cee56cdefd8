package dev.tufa.tuf.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What garbage collection did.
 *
 * @param removed the files that were removed or, in a dry run, would be, by path
 * @param waiting how many files nothing names any more whose grace has not passed
 * @param next when the first of these will have waited long enough
 * @param reserved how many files of metadata stay because their version is above the published one and must not be used again
 * @param unknown how many files of the published tree are none that a publication makes; they stay
 */
public record Collected(List<Removed> removed, long waiting, Optional<Instant> next, long reserved, long unknown) {
    public Collected {
        removed = List.copyOf(removed);
    }

    /** How many bytes the removed files had. */
    public long bytes() {
        return removed.stream().mapToLong(Removed::length).sum();
    }

    /**
     * A file.
     *
     * @param path in the repository's folder
     * @param length in bytes
     * @param since when nothing named it any more, as far as anybody had looked
     */
    public record Removed(String path, long length, Instant since) {}
}
