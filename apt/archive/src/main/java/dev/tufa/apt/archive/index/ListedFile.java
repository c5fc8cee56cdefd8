package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.digest.Digests;

/**
 * A file that another one vouches for: an index in a {@code Release} file, a part of a source package in {@code Sources}.
 *
 * @param path relative to the folder of what lists it, and never out of it
 * @param size in bytes
 * @param digests of its bytes
 */
public record ListedFile(String path, long size, Digests digests) {
    /** A file with a name that stays inside the folder. */
    public ListedFile {
        ArchivePath.requireInside("path", path);
        requireSize(path, size);
    }

    static void requireSize(String what, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("%s: expected a size >= 0, got %d".formatted(what, size));
        }
    }
}
