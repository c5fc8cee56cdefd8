package dev.tufa.helper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of the system, by absolute paths. Each change has happened or has not, whenever the power fails, and is on the disk when the
 * call comes back. Nothing is reached through a link.
 */
interface SystemFiles {
    /** A file; empty if there is none. */
    Optional<byte[]> read(String path) throws IOException;

    /** Gives a file its content, whether it was there or not; folders on the way are made. */
    void write(String path, byte[] content) throws IOException;

    /** Removes a file, if it is there, and the folders above it that were made for it alone. */
    void delete(String path) throws IOException;

    /** The names in a folder; none if it is not there. */
    List<String> list(String folder) throws IOException;

    /**
     * Removes the files of a folder whose names begin so; they are what apt can fetch again. The folder may belong to the user by whom apt
     * fetches, who may put links in it, which are removed as such.
     */
    void forget(String folder, String prefix) throws IOException;

    /** Removes a folder with all that is in it, if it is there; whose they are is as for {@link #forget(String, String)}. */
    void forgetFolder(String path) throws IOException;
}
