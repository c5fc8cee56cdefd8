package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** The operating system's lock on a file: it ends with the process, whatever ends the process. */
public final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or nothing if somebody else holds it. */
    public static Optional<DirectoryLock> tryHold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Access.PRIVATE.ofFile());
        boolean held = false;
        try {
            FileLock lock = channel.tryLock();
            held = lock != null;
            return held ? Optional.of(new DirectoryLock(channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) { // another thread of this process
            return Optional.empty();
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
