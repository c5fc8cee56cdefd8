package dev.tufa.apt.publish.file;

import java.io.IOException;
import java.util.Optional;

/** The files of an archive: the port that folders and networks stand behind. */
@FunctionalInterface
public interface ArchiveFiles {
    /**
     * Reads a file.
     *
     * @param path relative to the address of the archive, and never out of it
     * @param most bytes that are wanted
     * @return the file, or of a longer one so many bytes and one more; empty if there is none
     * @throws IOException if the archive could not be reached
     */
    Optional<byte[]> read(String path, int most) throws IOException;
}
