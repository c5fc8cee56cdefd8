package dev.tufa.tuf.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps trusted metadata, byte for byte as it was received: the port that caches stand behind. Role names are any text. A write
 * either happens whole or not at all. Root, timestamp and snapshot, which say how old other files may be, survive a crash from
 * the moment at which the lock is given back; what is stored for other roles may be damaged by one, and is fetched again then.
 */
public interface MetadataStore {
    /**
     * What is stored for a role; empty if nothing is, or nothing that can be read, or more than {@code maxBytes}: the caller
     * fetches it again.
     */
    Optional<byte[]> read(String role, int maxBytes);

    /** Stores what is trusted for a role now. */
    void write(String role, byte[] bytes) throws IOException;

    /** Removes what is stored for a role, if anything is. */
    void delete(String role) throws IOException;

    /** A root of the past, or the one that is trusted now. */
    Optional<byte[]> readRoot(long version, int maxBytes);

    /** Keeps a root for its place in the chain, instead of a damaged one that may be there. */
    void writeRoot(long version, byte[] bytes) throws IOException;

    /** The versions of the roots that were kept, newest first. */
    List<Long> rootVersions();

    /** What the client itself has to remember; empty if it is nothing, nothing that can be read, or more than so. */
    Optional<byte[]> readNotes(int maxBytes);

    /** Remembers it in place of what was remembered before. Unlike metadata, it may be lost when the machine loses power. */
    void writeNotes(byte[] notes) throws IOException;

    /**
     * Takes this store for one update, waiting for another process or thread that has it.
     *
     * @throws IOException if it cannot be had in good time
     */
    Lock lock() throws IOException;

    /** Holds a store until it is closed; then what was written is safe. */
    interface Lock extends Closeable {}
}
