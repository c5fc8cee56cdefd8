package dev.tufa.method;

import dev.tufa.tuf.client.MetadataStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metadata for one run of somebody who may not write where it is kept: begins with what is kept there, as far as that can be read, and
 * ends with the process. There is nothing to lock: every file that is kept is replaced as a whole.
 */
final class UnkeptMetadata implements MetadataStore {
    private final MetadataStore kept;
    private final Map<String, Optional<byte[]>> roles = new HashMap<>();
    private final Map<Long, byte[]> roots = new HashMap<>();
    private Optional<byte[]> notes = Optional.empty();

    UnkeptMetadata(MetadataStore kept) {
        this.kept = kept;
    }

    @Override
    public Optional<byte[]> read(String role, int maxBytes) {
        Optional<byte[]> own = roles.get(role);
        return own == null ? kept.read(role, maxBytes) : own.filter(bytes -> bytes.length <= maxBytes);
    }

    @Override
    public void write(String role, byte[] bytes) {
        roles.put(role, Optional.of(bytes.clone()));
    }

    @Override
    public void delete(String role) {
        roles.put(role, Optional.empty());
    }

    @Override
    public Optional<byte[]> readRoot(long version, int maxBytes) {
        byte[] own = roots.get(version);
        return own == null
                ? kept.readRoot(version, maxBytes)
                : Optional.of(own).filter(bytes -> bytes.length <= maxBytes);
    }

    @Override
    public void writeRoot(long version, byte[] bytes) {
        roots.put(version, bytes.clone());
    }

    @Override
    public List<Long> rootVersions() {
        Set<Long> versions = new TreeSet<>((a, b) -> Long.compare(b, a));
        versions.addAll(kept.rootVersions());
        versions.addAll(roots.keySet());
        return new ArrayList<>(versions);
    }

    @Override
    public Optional<byte[]> readNotes(int maxBytes) {
        return notes.isPresent() ? notes.filter(bytes -> bytes.length <= maxBytes) : kept.readNotes(maxBytes);
    }

    @Override
    public void writeNotes(byte[] own) {
        notes = Optional.of(own.clone());
    }

    @Override
    public Lock lock() {
        return () -> {};
    }
}
