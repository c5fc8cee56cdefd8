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

    /**
     * The same, and goes on with what was kept of an artifact of the same content whose transfer broke, if anything was.
     *
     * @param content names the content that is wanted: letters and digits
     */
    default Incoming create(String targetPath, String content) throws IOException {
        return create(targetPath);
    }

    /** An artifact on its way in; closing it without a commit leaves no trace, unless it is to be kept. */
    interface Incoming extends Closeable {
        /** Where to write its bytes, after those that were kept. */
        OutputStream stream();

        /** Takes all bytes back, also those that were kept. */
        void restart() throws IOException;

        /** Gives the bytes the artifact's name, durably. */
        void commit() throws IOException;

        /** What an earlier transfer has left; empty if it left nothing, or nothing is ever kept here. */
        default Optional<Kept> kept() throws IOException {
            return Optional.empty();
        }

        /**
         * Keeps the bytes for another try when it is closed without a commit, where this store does that.
         *
         * @param note what whoever goes on has to know
         */
        default void keep(String note) throws IOException {}
    }

    /**
     * What is left of a transfer that broke.
     *
     * @param bytes the first bytes of the artifact, unverified
     * @param note what was noted of them; empty if nothing was
     */
    record Kept(InputStream bytes, String note) implements Closeable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
