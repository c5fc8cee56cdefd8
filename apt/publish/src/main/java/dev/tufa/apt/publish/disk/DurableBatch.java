package dev.tufa.apt.publish.disk;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many files that get their names when all of them are on stable storage: each is whole or as it was before, and they wait for the disk
 * together.
 */
public final class DurableBatch {
    /** Behind the name that a file will have, until it has it. */
    static final String UNFINISHED = ".tufa-new";

    private final Disk disk;
    private final Map<Path, Part> parts = new LinkedHashMap<>();

    /** A batch without files. */
    public DurableBatch(Disk disk) {
        this.disk = disk;
    }

    /** A file that is made, or gets other bytes. */
    public void replace(Path file, byte[] content, Access access) {
        parts.put(file, new Part(content, file, access));
    }

    /**
     * A second name for a file that is on stable storage; whatever has the name loses it. Where a file cannot have one, on another file
     * system for example, the name gets a copy.
     */
    public void link(Path existing, Path name, Access access) {
        parts.put(name, new Part(null, existing, access));
    }

    /** Whether a name is one that files have before they are whole. */
    public static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    /** How many bytes wait to be written. */
    public long size() {
        return parts.values().stream()
                .mapToLong(part -> part.content == null ? 0 : part.content.length)
                .sum();
    }

    /** Writes everything; when this returns, all of it is durable. */
    public void write() throws IOException {
        DurableFiles directories = new DurableFiles(disk);
        Set<Path> folders = new HashSet<>();
        Set<Path> changed = new LinkedHashSet<>();
        List<Path> written = new ArrayList<>();
        for (Map.Entry<Path, Part> part : parts.entrySet()) {
            Path folder = folderOf(part.getKey());
            if (folders.add(folder)) {
                changed.addAll(directories.makeDirectoriesUnsynced(folder, part.getValue().access));
                changed.add(folder);
            }
            Path unfinished = unfinished(part.getKey());
            disk.delete(unfinished); // left over by a crash
            if (part.getValue().content == null) {
                if (!HardLinks.isMade(disk, part.getValue().existing, unfinished)) {
                    copy(part.getValue(), unfinished);
                    written.add(unfinished);
                }
            } else {
                disk.create(unfinished, new ByteArrayInputStream(part.getValue().content), part.getValue().access);
                written.add(unfinished);
            }
        }
        if (!written.isEmpty()) {
            disk.syncAll(written);
        }
        for (Path file : parts.keySet()) {
            disk.rename(unfinished(file), file);
            disk.delete(unfinished(file)); // of two names of one file, rename leaves both
        }
        if (!changed.isEmpty()) {
            disk.syncAll(changed);
        }
        parts.clear();
    }

    private void copy(Part part, Path name) throws IOException {
        try (InputStream in = disk.open(part.existing)) {
            disk.create(name, in, part.access);
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("file: expected one in a folder, got " + file);
        }
        return folder;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(byte @Nullable [] content, Path existing, Access access) {}
}
