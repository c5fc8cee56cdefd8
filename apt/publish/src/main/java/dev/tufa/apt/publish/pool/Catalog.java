package dev.tufa.apt.publish.pool;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.index.SourcesIndex;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Every package that the archive has, in 256 files by a hash of the names: whoever looks for one reads little. Changes are kept in
 * memory until {@link #write}. One writer at a time, who begins with {@link #begin}.
 */
public final class Catalog {
    private static final int SHARDS = 256;
    private static final Deb822Limits LIMITS = new Deb822Limits(1 << 18, 1 << 29, 500);

    private final Disk disk;
    private final Path folder;
    private final Map<Integer, Shard> read = new TreeMap<>();

    /** The catalog in a folder, which need not be there yet. */
    public Catalog(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** Forgets what was not written, and looks from now on at what others may have written since. */
    public void begin() {
        read.values().removeIf(shard -> shard.changed);
        read.values().forEach(shard -> shard.isCurrent = false);
    }

    /** The package of an id. */
    public Optional<PooledPackage> find(PackageId id) throws IOException {
        return Optional.ofNullable(shard(id.name()).packages.get(id));
    }

    /** All packages of a name, binary ones and source packages. */
    public List<PooledPackage> named(String name) throws IOException {
        return shard(name).packages.values().stream()
                .filter(pooled -> pooled.id().name().equals(name))
                .toList();
    }

    /** Every package there is. */
    public List<PackageId> ids() throws IOException {
        List<PackageId> ids = new ArrayList<>();
        for (int number = 0; number < SHARDS; number++) {
            ids.addAll(shard(number).packages.keySet());
        }
        return ids;
    }

    /** Takes a package in. */
    public void put(PooledPackage pooled) throws IOException {
        Shard shard = shard(pooled.id().name());
        shard.packages.put(pooled.id(), pooled);
        shard.changed = true;
    }

    /** Forgets packages. */
    public void remove(Collection<PackageId> ids) throws IOException {
        for (PackageId id : ids) {
            Shard shard = shard(id.name());
            shard.changed |= shard.packages.remove(id) != null;
        }
    }

    /** Writes what has changed. */
    public void write() throws IOException {
        DurableBatch batch = new DurableBatch(disk);
        Map<Shard, String> written = new LinkedHashMap<>();
        for (Map.Entry<Integer, Shard> shard : read.entrySet()) {
            if (shard.getValue().changed) {
                byte[] text = text(shard.getValue());
                batch.replace(file(shard.getKey()), text, Access.PRIVATE);
                written.put(shard.getValue(), Sha256.hex(text));
            }
        }
        batch.write();
        written.forEach((shard, sha256) -> {
            shard.sha256 = sha256;
            shard.changed = false;
        });
    }

    private Shard shard(String name) throws IOException {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        return shard((int) (hash.getValue() % SHARDS));
    }

    private Shard shard(int number) throws IOException {
        Shard known = read.get(number);
        if (known != null && known.isCurrent) {
            return known;
        }
        Path file = file(number);
        byte[] text = disk.exists(file) ? disk.read(file) : new byte[0];
        String sha256 = Sha256.hex(text);
        if (known != null && known.sha256.equals(sha256)) {
            known.isCurrent = true;
            return known;
        }
        Shard shard = new Shard(sha256);
        for (Stanza record : Deb822Reader.readAll(file.toString(), text, Deb822Reader.Comments.REFUSED, LIMITS)) {
            PooledPackage pooled = pooled(file, record);
            shard.packages.put(pooled.id(), pooled);
        }
        read.put(number, shard);
        return shard;
    }

    private static PooledPackage pooled(Path file, Stanza record) throws IOException {
        Stanza stanza = PooledPackage.stanza(record);
        ByteArrayInputStream text = new ByteArrayInputStream(stanza.toString().getBytes(StandardCharsets.UTF_8));
        if (stanza.find("Directory").isPresent()) {
            try (IndexReader<SourceEntry> reader = SourcesIndex.read(file.toString(), text)) {
                return PooledPackage.of(reader.next().orElseThrow());
            }
        }
        try (IndexReader<PackageEntry> reader = PackagesIndex.read(file.toString(), text)) {
            return PooledPackage.of(reader.next().orElseThrow(), PooledPackage.paths(record));
        }
    }

    private static byte[] text(Shard shard) {
        StringBuilder text = new StringBuilder();
        for (PooledPackage pooled : shard.packages.values()) {
            text.append(pooled.record()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path file(int number) {
        return folder.resolve("%02x".formatted(number));
    }

    /** The packages whose names have one hash. */
    private static final class Shard {
        final Map<PackageId, PooledPackage> packages = new TreeMap<>();
        String sha256;
        boolean isCurrent = true;
        boolean changed;

        /**
         * One without packages.
         *
         * @param sha256 of the file that it is read from
         */
        Shard(String sha256) {
            this.sha256 = sha256;
        }
    }
}
