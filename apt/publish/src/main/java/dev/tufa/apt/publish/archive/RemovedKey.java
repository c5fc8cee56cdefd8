package dev.tufa.apt.publish.archive;

import java.util.List;

/**
 * What came of taking a key out of an archive's settings.
 *
 * @param key as it was
 * @param aptFiles the names of the {@code .apt} files in the published folder that it has signed: who installs one of them accepts
 *     this key alone
 */
public record RemovedKey(ArchiveKey key, List<String> aptFiles) {
    /** A result with its parts in order. */
    public RemovedKey {
        aptFiles = List.copyOf(aptFiles);
    }
}
