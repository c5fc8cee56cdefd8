package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Begins an epoch. Its directory swallows that of the epoch before, in one step that only one of several succeeds with; from then on
 * no path of the old holder leads anywhere. What is to be known further on is copied out of the old directory, so that a file that
 * the old holder has open is not one that anybody reads; then the old directory is emptied and removed, so that a call that was
 * on its way into it comes to nothing as well. Whoever comes after a crash in the middle begins a further epoch in the same way.
 */
final class Takeover {
    /** A call on its way may put something into a directory that is being emptied; each can do so once. */
    private static final int SWEEPS = 100;

    private final Disk disk;
    private final Layout layout;
    private final LeaseOptions options;
    private final EpochFolders folders;

    Takeover(Disk disk, Layout layout, LeaseOptions options) {
        this.disk = disk;
        this.layout = layout;
        this.options = options;
        this.folders = new EpochFolders(disk, layout);
    }

    /**
     * Begins the first epoch, or the first after all was lost: there is no directory to swallow, and so the operating system's lock
     * has to say who may. Nothing if somebody else may.
     */
    Optional<Lease> first() throws IOException {
        new DurableFiles(disk).makeDirectories(layout.at(Layout.JOURNAL), Access.PRIVATE);
        Optional<DirectoryLock> guard = DirectoryLock.tryHold(layout.root());
        if (guard.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryLock held = guard.get()) {
            if (folders.current().isPresent()) {
                return Optional.empty();
            }
            long number =
                    folders.all().stream().mapToLong(EpochFolders::number).max().orElse(0);
            Begun begun = make(Epoch.after(number));
            if (disk.exists(layout.at(Layout.OLD_JOURNAL_LOG))) { // as it was before there were epochs
                disk.rename(layout.at(Layout.OLD_JOURNAL_LOG), begun.directory().resolve(EpochFolders.LOG));
            }
            return Optional.of(finish(begun));
        }
    }

    /** Begins the epoch after another one; nothing if somebody else was first. */
    Optional<Lease> from(Path old) throws IOException {
        Begun begun;
        try {
            begun = make(Epoch.after(EpochFolders.number(old)));
        } catch (NoSuchFileException e) { // swallowed by whoever was first
            return Optional.empty();
        }
        boolean first = false;
        try {
            disk.rename(old, begun.directory().resolve(String.valueOf(old.getFileName())));
            first = true;
        } catch (NoSuchFileException e) {
            remove(begun.directory());
            return Optional.empty();
        } finally {
            if (!first) {
                begun.lock().close();
            }
        }
        return Optional.of(finish(begun));
    }

    private Begun make(Epoch epoch) throws IOException {
        Path directory = layout.at(Layout.JOURNAL).resolve(epoch.name());
        disk.makeDirectory(directory, Access.PRIVATE);
        DirectoryLock lock = DirectoryLock.tryHold(directory)
                .orElseThrow(() -> new IOException("%s: expected a new directory, got one that somebody has locked"
                        .formatted(Printable.of(directory.toString()))));
        boolean made = false;
        try {
            LeaseHolder holder = holder(options);
            Path begun = directory.resolve(EpochFolders.BEGUN);
            disk.create(begun, new ByteArrayInputStream(holder.toBytes()), Access.PRIVATE);
            write(disk, directory, holder);
            made = true;
            return new Begun(directory, lock, holder);
        } finally {
            if (!made) {
                lock.close();
            }
        }
    }

    private Lease finish(Begun begun) throws IOException {
        boolean finished = false;
        try {
            Path directory = begun.directory();
            for (Path other : folders.all()) { // of those who were too late
                if (!other.equals(directory) && EpochFolders.number(other) <= EpochFolders.number(directory)) {
                    swallow(other, directory);
                }
            }
            hoist(directory);
            carryLog(directory);
            carrySigningLog(directory);
            disk.syncAll(List.of(directory, layout.at(Layout.JOURNAL)));
            for (Path swallowed : folders.in(directory)) {
                remove(swallowed);
            }
            Lease lease = new Lease(disk, directory, begun.lock(), begun.holder(), options, fence(directory));
            finished = true;
            return lease;
        } catch (NoSuchFileException e) {
            if (!disk.exists(begun.directory())) { // taken over in its turn
                throw fence(begun.directory()).lost();
            }
            throw e;
        } finally {
            if (!finished) {
                begun.lock().close();
            }
        }
    }

    private void swallow(Path other, Path directory) throws IOException {
        try {
            disk.rename(other, directory.resolve(String.valueOf(other.getFileName())));
        } catch (NoSuchFileException e) {
            // removed by whoever was too late
        }
    }

    /** After takeovers that were interrupted, one after the other, the directory with the log is found at once. */
    private void hoist(Path directory) throws IOException {
        Optional<Path> holding =
                folders.log(directory).map(log -> log.resolveSibling(".").normalize());
        if (holding.isPresent()
                && !holding.get().equals(directory)
                && !directory.equals(holding.get().getParent())) {
            disk.rename(
                    holding.get(),
                    directory.resolve(String.valueOf(holding.get().getFileName())));
        }
    }

    /** A copy in a new file: what is still written into the old one, nobody reads. */
    private void carryLog(Path directory) throws IOException {
        Path log = directory.resolve(EpochFolders.LOG);
        if (!disk.exists(log)) {
            Optional<Path> old = folders.log(directory);
            new DurableFiles(disk).replace(log, old.isPresent() ? disk.read(old.get()) : new byte[0], Access.PRIVATE);
        }
    }

    /** The same, under the two names that it has. */
    private void carrySigningLog(Path directory) throws IOException {
        Path log = layout.at(Layout.SIGNING_LOG);
        Path own = directory.resolve(EpochFolders.SIGNING_LOG);
        if (!disk.exists(log) || disk.exists(own)) {
            return;
        }
        Path copy = directory.resolve("signing.next");
        disk.delete(copy);
        try (InputStream content = disk.open(log)) {
            disk.create(copy, content, Access.PRIVATE);
        }
        disk.sync(copy);
        Path second = directory.resolve("signing.second");
        try {
            disk.link(copy, second);
        } catch (FileSystemException
                | UnsupportedOperationException e) { // no hard links: it has one name, and no fence
            disk.delete(copy);
            return;
        }
        disk.rename(second, log);
        disk.rename(copy, own);
        disk.sync(layout.at(Layout.KEYS));
    }

    /** Removes a file, or a directory with all that is in it; when it is gone, nothing can come into it any more. */
    private void remove(Path directory) throws IOException {
        for (int sweep = 0; ; sweep++) {
            for (Path entry : children(directory)) {
                remove(entry);
            }
            try {
                disk.delete(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (sweep == SWEEPS) {
                    throw e;
                }
            }
        }
    }

    private List<Path> children(Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /** Who begins, by this process's own account. */
    static LeaseHolder holder(LeaseOptions options) {
        Instant now = options.clock().instant();
        return new LeaseHolder(
                ThisProcess.HOST,
                ThisProcess.NUMBER,
                ThisProcess.STARTED,
                options.purpose(),
                now,
                now.plus(options.length()),
                options.length());
    }

    static void write(Disk disk, Path directory, LeaseHolder holder) throws IOException {
        disk.append(directory.resolve(EpochFolders.LEASE), 0, holder.toBytes(), Access.PRIVATE);
    }

    /** Tells the holder of an epoch that it is over. */
    FencedDisk.Fence fence(Path directory) {
        return () -> {
            Optional<Path> present = folders.current();
            return new FencedException(
                    Printable.of(layout.root().toString()),
                    EpochFolders.number(directory),
                    present.map(EpochFolders::number).orElse(0L),
                    present.isPresent() ? begunBy(present.get()) : Optional.empty());
        };
    }

    private Optional<LeaseHolder> begunBy(Path directory) {
        try {
            return Optional.of(LeaseHolder.read(EpochFolders.BEGUN, disk.read(directory.resolve(EpochFolders.BEGUN))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An epoch that has a directory, and a holder. */
    private record Begun(Path directory, DirectoryLock lock, LeaseHolder holder) {}
}
