package dev.tufa.apt.publish.pool;

import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
        int from = 0;
        while (from < text.length) {
            int to = StanzaBytes.end(text, from);
            PooledPackage pooled = PooledPackage.read(file.toString(), Arrays.copyOfRange(text, from, to));
            shard.packages.put(pooled.id(), pooled);
            from = to + 1;
        }
        read.put(number, shard);
        return shard;
    }

    private static byte[] text(Shard shard) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        shard.packages.values().forEach(pooled -> pooled.write(text));
        return text.toByteArray();
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
