package dev.tufa.tuf.repository.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are whole or absent. A new file is written under a temporary name and gets its own name when
 * its content is on stable storage; no reader, and no crash, ever sees half of it. One writer at a time.
 */
public final class DurableFiles {
    static final String TEMPORARY = ".tufa.tmp";

    private final Disk disk;

    /** Whether a file has the name that files have before they are whole. */
    public static boolean isTemporary(String name) {
        return name.equals(TEMPORARY);
    }

    /** Files on a disk. */
    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /**
     * Creates a file that must not exist. Its name is durable when its directory has been synced, which is left to the caller.
     *
     * @throws FileAlreadyExistsException if it exists, whatever its content
     */
    public void create(Path file, byte[] content, Access access) throws IOException {
        create(file, new ByteArrayInputStream(content), access);
    }

    /** Like {@link #create(Path, byte[], Access)}, from a stream. */
    public void create(Path file, InputStream content, Access access) throws IOException {
        Path temporary = writeTemporary(file, content, access);
        try {
            disk.link(temporary, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            if (disk.exists(file)) { // without hard links, a name cannot be checked and taken in one step
                throw new FileAlreadyExistsException(file.toString());
            }
            disk.rename(temporary, file);
            return;
        }
        disk.delete(temporary);
    }

    /** Creates or replaces a file; when this returns, the change is durable. */
    public void replace(Path file, byte[] content, Access access) throws IOException {
        disk.rename(writeTemporary(file, new ByteArrayInputStream(content), access), file);
        disk.sync(directoryOf(file));
    }

    /** Makes a directory and those above it, as far as they are missing, durably. */
    public void makeDirectories(Path directory, Access access) throws IOException {
        List<Path> changed = makeDirectoriesUnsynced(directory, access);
        if (!changed.isEmpty()) {
            disk.syncAll(changed);
        }
    }

    /**
     * Makes a directory and those above it, as far as they are missing.
     *
     * @return the directories in which something was made, which the caller syncs
     */
    public List<Path> makeDirectoriesUnsynced(Path directory, Access access) throws IOException {
        if (disk.exists(directory)) {
            return List.of();
        }
        Path parent = directory.getParent();
        List<Path> changed = new ArrayList<>();
        if (parent != null) {
            changed.addAll(makeDirectoriesUnsynced(parent, access));
            changed.add(parent);
        }
        try {
            disk.makeDirectory(directory, access);
        } catch (FileAlreadyExistsException e) { // made by somebody else just now
            return changed;
        }
        return changed;
    }

    private Path writeTemporary(Path file, InputStream content, Access access) throws IOException {
        Path temporary = disk.temporary(file);
        disk.delete(temporary); // left over by a crash
        disk.create(temporary, content, access);
        disk.sync(temporary);
        return temporary;
    }

    private static Path directoryOf(Path file) {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("file: expected one in a directory, got " + file);
        }
        return directory;
    }
}
