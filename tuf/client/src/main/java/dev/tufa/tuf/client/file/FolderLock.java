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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder for one process and one thread: a lock that the system gives back when its holder dies. Within this process,
 * only the thread whose turn it is opens the file, because some systems take all locks of a process on a file away as soon as
 * it closes any channel to it.
 */
final class FolderLock implements MetadataStore.Lock {
    private static final long PAUSE_MILLIS = 20;

    /** The lock files that threads of this process have, or are waiting for other processes to give back. */
    private static final Set<Path> TAKEN = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private boolean closed;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes a file in a folder that is there. */
    static FolderLock acquire(Path folder, String name, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Path file = folder.toRealPath().resolve(name);
        try {
            if (!takeAmongThreads(file, deadline)) {
                throw busy(file, patience, "another thread");
            }
            boolean acquired = false;
            try {
                FolderLock lock = new FolderLock(file, takeAmongProcesses(file, deadline, patience));
                acquired = true;
                return lock;
            } finally {
                if (!acquired) {
                    giveBackAmongThreads(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(file + ": interrupted while waiting for the lock");
        }
    }

    private static boolean takeAmongThreads(Path file, long deadline) throws InterruptedException {
        synchronized (TAKEN) {
            while (!TAKEN.add(file)) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                TAKEN.wait(millis);
            }
            return true;
        }
    }

    private static void giveBackAmongThreads(Path file) {
        synchronized (TAKEN) {
            TAKEN.remove(file);
            TAKEN.notifyAll();
        }
    }

    private static FileChannel takeAmongProcesses(Path file, long deadline, Duration patience)
            throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
                DurableFiles.privateFile());
        boolean acquired = false;
        try {
            while (tryLock(channel) == null) {
                if (System.nanoTime() > deadline) {
                    throw busy(file, patience, "another process");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            acquired = true;
            return channel;
        } finally {
            if (!acquired) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // something else in this process has it
        }
    }

    private static IOException busy(Path file, Duration patience, String holder) {
        return new IOException("%s: expected to have the lock within %d s, got none: %s has it"
                .formatted(file, patience.toSeconds(), holder));
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                channel.close(); // gives the lock back as well
            } finally {
                giveBackAmongThreads(file);
            }
        }
    }
}
