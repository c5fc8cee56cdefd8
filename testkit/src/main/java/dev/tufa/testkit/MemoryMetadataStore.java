package dev.tufa.testkit;

import dev.tufa.tuf.client.MetadataStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Keeps metadata in memory. */
public final class MemoryMetadataStore implements MetadataStore {
    private final Map<String, byte[]> roles = new TreeMap<>();
    private final NavigableMap<Long, byte[]> roots = new TreeMap<>();
    private final Semaphore lock = new Semaphore(1);
    private byte @Nullable [] notes;

    /** An empty store. */
    public MemoryMetadataStore() {}

    /** A store that trusts a root. */
    public static MemoryMetadataStore trusting(byte[] root) {
        MemoryMetadataStore store = new MemoryMetadataStore();
        store.write("root", root);
        return store;
    }

    /** What is stored for a role, however long it is. */
    public Optional<byte[]> read(String role) {
        return read(role, Integer.MAX_VALUE);
    }

    /** The roles for which something is stored. */
    public synchronized List<String> roles() {
        return List.copyOf(roles.keySet());
    }

    @Override
    public synchronized Optional<byte[]> read(String role, int maxBytes) {
        return copy(Optional.ofNullable(roles.get(role)), maxBytes);
    }

    @Override
    public synchronized void write(String role, byte[] bytes) {
        roles.put(role, bytes.clone());
    }

    @Override
    public synchronized void delete(String role) {
        roles.remove(role);
    }

    @Override
    public synchronized Optional<byte[]> readRoot(long version, int maxBytes) {
        return copy(Optional.ofNullable(roots.get(version)), maxBytes);
    }

    @Override
    public synchronized void writeRoot(long version, byte[] bytes) {
        roots.put(version, bytes.clone());
    }

    @Override
    public synchronized List<Long> rootVersions() {
        return List.copyOf(roots.descendingKeySet());
    }

    @Override
    public synchronized Optional<byte[]> readNotes(int maxBytes) {
        return copy(Optional.ofNullable(notes), maxBytes);
    }

    @Override
    public synchronized void writeNotes(byte[] newNotes) {
        notes = newNotes.clone();
    }

    @Override
    public Lock lock() throws IOException {
        try {
            lock.acquire();
            return lock::release;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the lock");
        }
    }

    private static Optional<byte[]> copy(Optional<byte[]> stored, int maxBytes) {
        return stored.filter(bytes -> bytes.length <= maxBytes).map(byte[]::clone);
    }
}
