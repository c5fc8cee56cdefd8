package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

    void add(String role, Change.AddTarget addition) throws IOException {
        partitions.get(Math.floorMod(role.hashCode(), COUNT)).add(role, addition);
    }

    /** All parts that have anything. */
    List<Partition> finish() throws IOException {
        for (Partition partition : partitions) {
            partition.flush();
        }
        return partitions.stream()
                .filter(partition -> !partition.roles().isEmpty())
                .toList();
    }

    /** Everything for some of the roles. What was taken by all of them is forgotten. */
    final class Partition {
        private final Path file;
        private final Set<String> roles = new TreeSet<>();
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private final Map<String, List<TargetFile>> targets = new HashMap<>();
        private long written;
        private boolean loaded;

        private Partition(Path file) {
            this.file = file;
        }

        private void add(String role, Change.AddTarget addition) throws IOException {
            roles.add(role);
            buffer.writeBytes(ChangeJson.write(addition));
            buffer.write('\n'); // JSON text has none
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

        Set<String> roles() {
            return roles;
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
            byte[] content = disk.read(file);
            int start = 0;
            for (int i = 0; i < content.length; i++) {
                if (content[i] == '\n') {
                    byte[] line = Arrays.copyOfRange(content, start, i);
                    if (ChangeJson.read("spool", line) instanceof Change.AddTarget add) {
                        targets.computeIfAbsent(add.role(), role -> new ArrayList<>())
                                .add(add.target());
                    }
                    start = i + 1;
                }
            }
        }
    }
}
