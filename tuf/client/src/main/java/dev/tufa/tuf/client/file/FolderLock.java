package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.MetadataStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps a folder for one process and one thread: a lock that the system gives back when its holder dies. */
final class FolderLock implements MetadataStore.Lock {
    private static final long PAUSE_MILLIS = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock acquire(Path file, Duration patience) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS));
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (tryLock(channel) == null) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("%s: expected to have the lock within %d s, got none: another process has it"
                            .formatted(file, patience.toSeconds()));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return new FolderLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(file + ": interrupted while waiting for the lock");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close(); // gives the lock back as well
    }
}
