package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.disk.HardLinks;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Files on their way into an archive. Each gets the name by its SHA-256, under which the next publication finds it, when all of them
 * are on stable storage: whatever has such a name is whole.
 */
final class Incoming {
    private static final String UNFINISHED = ".unfinished-";

    private final Disk disk;
    private final ArchiveLayout layout;
    private final Map<Path, Path> names = new LinkedHashMap<>();
    private final Set<Path> taken = new HashSet<>();

    Incoming(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    void makeFolder() throws IOException {
        new DurableFiles(disk).makeDirectories(layout.stagedFiles(), Access.PRIVATE);
    }

    /** A name that nothing has, for a file that is being written. */
    Path unfinished() {
        return layout.stagedFiles().resolve(UNFINISHED + UUID.randomUUID());
    }

    /** Whether a part of a package is in the archive, or will be. */
    boolean has(PoolFile part) {
        Path staged = layout.stagedFile(part.sha256());
        return taken.contains(staged) || disk.exists(staged);
    }

    /** Takes a file that was written under such a name. */
    void take(Path unfinished, PoolFile part) {
        Path staged = layout.stagedFile(part.sha256());
        names.put(unfinished, staged);
        taken.add(staged);
    }

    /** Copies a file, and refuses one that is no longer what was read. */
    void copy(Path file, PoolFile part) throws IOException, ArchiveException {
        Path unfinished = unfinished();
        DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Sha256.begin());
        try (in) {
            disk.create(unfinished, in, Access.PUBLIC);
        }
        String got = HexFormat.of().formatHex(in.getMessageDigest().digest());
        if (!got.equals(part.sha256())) {
            throw new ArchiveException("%s: expected SHA-256 %s, as it had when it was read, got %s"
                    .formatted(Printable.of(file.toString()), part.sha256(), got));
        }
        take(unfinished, part);
    }

    /** Gives a file a second name; false if it is on another file system. */
    boolean link(Path file, PoolFile part) throws IOException {
        Path unfinished = unfinished();
        if (!HardLinks.isMade(disk, file.toRealPath(), unfinished)) {
            return false;
        }
        take(unfinished, part);
        return true;
    }

    /** Waits until all are on stable storage, and gives them their names. */
    void finish() throws IOException {
        if (names.isEmpty()) {
            return;
        }
        disk.syncAll(names.keySet());
        for (Map.Entry<Path, Path> name : names.entrySet()) {
            disk.rename(name.getKey(), name.getValue());
        }
        disk.sync(layout.stagedFiles());
        names.clear();
        taken.clear();
    }

    /** Removes what has not got its name, of this time and of one that was stopped. */
    void clear() throws IOException {
        for (Path entry : disk.list(layout.stagedFiles())) {
            if (String.valueOf(entry.getFileName()).startsWith(UNFINISHED)) {
                disk.delete(entry);
            }
        }
    }
}
