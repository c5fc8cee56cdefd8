package dev.tufa.apt.publish.archive;

import java.util.List;

/**
 * What was removed, or would be.
 *
 * @param files paths relative to the archive's folder, in order
 * @param bytes of them
 */
public record Collected(List<String> files, long bytes) {
    /** A result with its files in order. */
    public Collected {
        files = List.copyOf(files);
    }
}
