package dev.tufa.tuf.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps verified artifacts: the port that download folders stand behind. Target paths are any text; an implementation keeps
 * them inside the store whatever they say. Nothing unverified ever has an artifact's name.
 */
public interface TargetStore {
    /** Where the artifact of a target path is, or would be. */
    Path locate(String targetPath);

    /** Opens what is stored for a target path, if anything is. */
    Optional<InputStream> read(String targetPath) throws IOException;

    /** Begins to take an artifact in. Until it is committed, the one that was there stays. */
    Incoming create(String targetPath) throws IOException;

    /** An artifact on its way in; closing it without a commit leaves no trace. */
    interface Incoming extends Closeable {
        /** Where to write its bytes. */
        OutputStream stream();

        /** Gives the bytes the artifact's name, durably. */
        void commit() throws IOException;
    }
}
