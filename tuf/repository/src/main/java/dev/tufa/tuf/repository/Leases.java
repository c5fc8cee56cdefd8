package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the lease on a repository. The operating system's lock keeps two programs apart that both run; who finds a lease that was
 * not given back, by a program that is gone or was not heard of for too long, takes the repository over.
 */
final class Leases {
    private static final long SHORTEST_PAUSE = 2;
    private static final long LONGEST_PAUSE = 100;

    private final Disk disk;
    private final Layout layout;
    private final LeaseOptions options;
    private final EpochFolders folders;
    private final Takeover takeover;

    Leases(Disk disk, Layout layout, LeaseOptions options) {
        this.disk = disk;
        this.layout = layout;
        this.options = options;
        this.folders = new EpochFolders(disk, layout);
        this.takeover = new Takeover(disk, layout, options);
    }

    /** The lease, as soon as it can be had. */
    Lease take() throws LockedException, IOException {
        LeaseWatch watch = new LeaseWatch(options);
        boolean told = false;
        long begin = System.nanoTime();
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            Optional<Lease> lease = tryTake(watch);
            if (lease.isPresent()) {
                lease.get().keep();
                return lease.get();
            }
            if (Duration.ofNanos(System.nanoTime() - begin).compareTo(options.patience()) >= 0) {
                throw locked(watch.last());
            }
            if (!told && watch.last().isPresent()) {
                options.waiting().accept(watch.last().get());
                told = true;
            }
            sleep(pause);
        }
    }

    /** Who holds the lease, or has not given it back. */
    Optional<LeaseHolder> holder() throws IOException {
        Optional<Path> directory = folders.current();
        return directory.isPresent() ? LeaseWatch.read(disk, directory.get()) : Optional.empty();
    }

    /** Takes the repository over from whoever holds the lease, who is known to be gone. */
    Optional<LeaseHolder> breakLease() throws LockedException, IOException {
        Optional<LeaseHolder> holder = holder();
        Optional<Path> directory = folders.current();
        if (holder.isPresent() && directory.isPresent()) {
            Optional<Lease> lease = takeover.from(directory.get());
            if (lease.isPresent()) {
                lease.get().close();
            }
        }
        return holder;
    }

    private Optional<Lease> tryTake(LeaseWatch watch) throws IOException {
        Optional<Path> directory = folders.current();
        if (directory.isEmpty()) {
            return takeover.first();
        }
        Optional<DirectoryLock> lock;
        try {
            lock = DirectoryLock.tryHold(directory.get());
        } catch (NoSuchFileException e) { // taken over just now
            return Optional.empty();
        }
        Optional<Lease> lease = Optional.empty();
        try {
            watch.look(disk, directory.get());
            if (lock.isPresent() && watch.isGivenBack() && folders.hasLog(directory.get())) {
                lease = open(directory.get(), lock.get());
                return lease;
            }
            if (lock.isPresent() ? watch.isGoneWithoutItsLock() || watch.isExpired() : watch.isExpired()) {
                return takeover.from(directory.get());
            }
            return lease;
        } finally {
            if (lock.isPresent() && lease.isEmpty()) {
                lock.get().close();
            }
        }
    }

    /** The same epoch goes on. */
    private Optional<Lease> open(Path directory, DirectoryLock lock) throws IOException {
        LeaseHolder holder = Takeover.holder(options);
        try {
            Takeover.write(disk, directory, holder);
        } catch (NoSuchFileException e) { // taken over just now
            return Optional.empty();
        }
        return Optional.of(new Lease(disk, directory, lock, holder, options, takeover.fence(directory)));
    }

    private LockedException locked(Optional<LeaseHolder> holder) {
        return new LockedException(
                "%s: expected nobody else at work on it, got %s"
                        .formatted(
                                Printable.of(layout.root().toString()),
                                holder.map(LeaseHolder::describe).orElse("a lock that is held")),
                holder);
    }

    private static void sleep(long milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("lease: expected to wait for it, got an interrupt");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
