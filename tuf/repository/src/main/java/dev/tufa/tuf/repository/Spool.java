package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A place for what a plan of very many files makes, so that it need not be in memory: the first bytes of a plan stay there, the
 * rest is set aside on the disk of the repository, where publishing a file costs no more than another name for it. Nothing in it
 * is of use to anybody but the process that made it. Safe for use by many threads.
 */
final class Spool {
    /** Plans of an ordinary size never touch the disk. */
    private static final long MOST_IN_MEMORY = 16L << 20;

    private final Disk disk;
    private final Path directory;
    private final AtomicLong inMemory = new AtomicLong();
    private final AtomicLong number = new AtomicLong();

    Spool(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    Disk disk() {
        return disk;
    }

    /** Keeps bytes until the plan has been carried out. */
    Content keep(Content content) throws IOException {
        if (inMemory.addAndGet(content.length()) <= MOST_IN_MEMORY) {
            return content;
        }
        Path file = newFile();
        disk.create(file, new ByteArrayInputStream(content.bytes()), Access.PUBLIC);
        return Content.setAside(disk, file, content.length(), content.sha256());
    }

    /** A file that is there as long as the plan is. */
    Path newFile() throws IOException {
        if (!disk.exists(directory)) {
            makeDirectory();
        }
        return directory.resolve(Long.toString(number.getAndIncrement()));
    }

    private synchronized void makeDirectory() throws IOException {
        new DurableFiles(disk).makeDirectories(directory, Access.PRIVATE);
    }

    /** Forgets what plans before have set aside. */
    void clear() throws IOException {
        for (Path file : disk.list(directory)) {
            disk.delete(file);
        }
    }
}
