package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Additions of targets on a disk, in parts each of which has everything for some of the roles and fits into memory. */
final class Partitions {
    private static final int COUNT = 64;

    /** What of each part is in memory before it is written. */
    private static final int BUFFER = 1 << 18;

    private final Disk disk;
    private final List<Partition> partitions = new ArrayList<>();

    Partitions(Spool spool) throws IOException {
        this.disk = spool.disk();
        for (int i = 0; i < COUNT; i++) {
            partitions.add(new Partition(spool.newFile()));
        }
    }

    void add(SpooledTarget target) throws IOException {
        partitions.get(Math.floorMod(target.role().hashCode(), COUNT)).add(target);
    }

    /** All parts that have anything. */
    List<Partition> finish() throws IOException {
        for (Partition partition : partitions) {
            partition.flush();
        }
        return partitions.stream()
                .filter(partition -> !partition.roles.isEmpty())
                .toList();
    }

    /** Everything for some of the roles. What was taken by all of them is forgotten. */
    final class Partition {
        private final Path file;
        private final Set<String> roles = new HashSet<>();
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(buffer);
        private final Map<String, List<TargetFile>> targets = new HashMap<>();
        private long written;
        private boolean loaded;

        private Partition(Path file) {
            this.file = file;
        }

        private void add(SpooledTarget target) throws IOException {
            roles.add(target.role());
            target.writeTo(out);
            if (buffer.size() >= BUFFER) {
                flush();
            }
        }

        private void flush() throws IOException {
            if (buffer.size() > 0) {
                disk.append(file, written, buffer.toByteArray(), Access.PRIVATE);
                written += buffer.size();
                buffer.reset();
            }
        }

        /** In the order of their names. */
        List<String> roles() {
            return roles.stream().sorted().toList();
        }

        /** The targets for a role, in the order in which they came; once. */
        synchronized List<TargetFile> take(String role) throws IOException {
            if (!loaded) {
                load();
                loaded = true;
            }
            List<TargetFile> taken = targets.remove(role);
            return taken == null ? List.of() : taken;
        }

        private void load() throws IOException {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(disk.read(file)))) {
                while (in.available() > 0) {
                    SpooledTarget next = SpooledTarget.read(in);
                    targets.computeIfAbsent(next.role(), role -> new ArrayList<>())
                            .add(next.target());
                }
            }
        }
    }
}
