package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a repository, until it is closed or somebody takes it over. It renews itself. Nothing depends on that it does
 * so in time: {@link FencedDisk} lets through only what the holder may do.
 */
final class Lease implements AutoCloseable {
    /** What no other process's temporary files are called. */
    private static final String PROCESS =
            Long.toHexString(ThreadLocalRandom.current().nextLong());

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Disk disk;
    private final Path directory;
    private final DirectoryLock lock;
    private final LeaseOptions options;
    private final FencedDisk fenced;
    private final LeaseHolder holder;
    private @Nullable ScheduledFuture<?> renewal;
    private boolean closed;

    Lease(
            Disk disk,
            Path directory,
            DirectoryLock lock,
            LeaseHolder holder,
            LeaseOptions options,
            FencedDisk.Fence fence) {
        this.disk = disk;
        this.directory = directory;
        this.lock = lock;
        this.holder = holder;
        this.options = options;
        this.fenced = new FencedDisk(disk, directory, PROCESS + "-" + NUMBER.getAndIncrement(), fence);
    }

    /** Begins to renew it. */
    void keep() {
        long period = options.length().toMillis() / 3;
        renewal = Renewals.POOL.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /** The disk on which the holder changes things. */
    Disk disk() {
        return fenced;
    }

    /** Refuses if it was lost. */
    void requireHeld() throws IOException {
        fenced.requireHeld();
    }

    /** Who has it. */
    LeaseHolder holder() {
        return holder;
    }

    /** The journal of publications. */
    Path log() {
        return directory.resolve(EpochFolders.LOG);
    }

    /** A second name for the log of what was signed. */
    Path signingLog() {
        return directory.resolve(EpochFolders.SIGNING_LOG);
    }

    /** A place for what plans set aside. */
    Path spool() {
        return directory.resolve(EpochFolders.SPOOL);
    }

    private synchronized void renew() {
        if (closed) {
            return;
        }
        LeaseHolder renewed = holder.until(options.clock().instant().plus(options.length()));
        Path next = directory.resolve("lease.next");
        try {
            disk.delete(next);
            disk.create(next, new ByteArrayInputStream(renewed.toBytes()), Access.PRIVATE);
            disk.rename(next, directory.resolve(EpochFolders.LEASE));
        } catch (IOException e) {
            // a lease that is lost, or a full disk: whatever the holder does next finds out
        }
    }

    /**
     * Gives it back.
     *
     * @throws FencedException if somebody has taken it
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (renewal != null) {
            renewal.cancel(false);
        }
        try (lock) {
            fenced.append(directory.resolve(EpochFolders.LEASE), 0, new byte[0], Access.PRIVATE);
        }
    }

    /** One thread for all leases of the process. */
    private static final class Renewals {
        private static final ScheduledThreadPoolExecutor POOL = pool();

        private Renewals() {}

        private static ScheduledThreadPoolExecutor pool() {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "tufa-lease");
                thread.setDaemon(true);
                return thread;
            });
            pool.setRemoveOnCancelPolicy(true);
            return pool;
        }
    }
}
