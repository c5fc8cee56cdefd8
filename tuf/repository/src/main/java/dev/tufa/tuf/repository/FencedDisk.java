package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The disk as the holder of a lease sees it. Every change of a name passes through the directory of the holder's epoch: a file is
 * written there and gets its name from there, and what is removed is moved there first. Whoever takes over moves that directory
 * away, and from then on each of these calls fails in the file system, whenever it was begun. What was read counts only if the
 * directory is still there afterwards.
 */
final class FencedDisk implements Disk {
    private final Disk disk;
    private final Path own;
    private final Fence fence;
    private final String session;
    private final AtomicLong number = new AtomicLong();

    /**
     * A disk for one holder.
     *
     * @param own the directory of its epoch
     * @param session a name that no other holder in this epoch has
     */
    FencedDisk(Disk disk, Path own, String session, Fence fence) {
        this.disk = disk;
        this.own = own;
        this.session = session;
        this.fence = fence;
    }

    /** Says who is there now. */
    @FunctionalInterface
    interface Fence {
        FencedException lost() throws IOException;
    }

    /** Refuses if the lease was lost. */
    void requireHeld() throws IOException {
        if (!disk.exists(own)) {
            throw fence.lost();
        }
    }

    private boolean isOwn(Path path) {
        return path.startsWith(own);
    }

    /** A name in the own directory that nothing has. */
    private Path passage() {
        return own.resolve(session + '.' + number.getAndIncrement());
    }

    @Override
    public Path temporary(Path file) {
        return passage();
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return held(() -> disk.isSameFile(one, other));
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return held(() -> disk.read(file));
    }

    @Override
    public long length(Path file) throws IOException {
        return held(() -> disk.length(file));
    }

    @Override
    public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
        return held(() -> disk.attributes(path, options));
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return held(() -> disk.open(file));
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return held(() -> disk.list(directory));
    }

    @Override
    public void makeDirectory(Path directory, Access access) throws IOException {
        changed(() -> {
            if (isOwn(directory)) {
                disk.makeDirectory(directory, access);
                return;
            }
            if (disk.exists(directory)) {
                throw new FileAlreadyExistsException(directory.toString());
            }
            Path passage = passage();
            disk.makeDirectory(passage, access);
            disk.rename(passage, directory);
        });
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        changed(() -> {
            if (isOwn(file)) {
                disk.create(file, content, access);
                return;
            }
            Path passage = passage();
            disk.create(passage, content, access);
            name(passage, file);
        });
    }

    /** Gives a file in the own directory its name, which must not exist. */
    private void name(Path passage, Path file) throws IOException {
        try {
            disk.link(passage, file);
        } catch (FileAlreadyExistsException e) {
            disk.delete(passage);
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            if (disk.exists(
                    file)) { // without hard links, a name cannot be checked and taken in one step; nobody else may
                disk.delete(passage);
                throw new FileAlreadyExistsException(file.toString());
            }
            disk.rename(passage, file);
            return;
        }
        disk.delete(passage);
    }

    /** A file outside has no name in the own directory where there are no hard links; then all that is left is to look before. */
    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        changed(() -> {
            if (!isOwn(file)) {
                requireHeld();
            }
            disk.append(file, length, content, access);
        });
    }

    @Override
    public void sync(Path fileOrDirectory) throws IOException {
        changed(() -> disk.sync(fileOrDirectory));
    }

    @Override
    public void syncAll(Collection<Path> filesAndDirectories) throws IOException {
        changed(() -> disk.syncAll(filesAndDirectories));
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        changed(() -> {
            if (isOwn(existing) || isOwn(name)) {
                disk.link(existing, name);
                return;
            }
            Path passage = passage();
            disk.link(existing, passage);
            name(passage, name);
        });
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        changed(() -> {
            if (isOwn(link)) {
                disk.symbolicLink(link, target);
                return;
            }
            if (disk.exists(link)) {
                throw new FileAlreadyExistsException(link.toString());
            }
            Path passage = passage();
            disk.symbolicLink(passage, target);
            disk.rename(passage, link);
        });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        changed(() -> {
            if (isOwn(from) || isOwn(to)) {
                disk.rename(from, to);
                return;
            }
            Path passage = passage();
            disk.rename(from, passage);
            disk.rename(passage, to);
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        changed(() -> {
            if (isOwn(file)) {
                disk.delete(file);
                return;
            }
            Path passage = passage();
            try {
                disk.rename(file, passage);
            } catch (NoSuchFileException e) {
                requireHeld();
                return;
            }
            disk.delete(passage);
        });
    }

    /** What was read is what the holder left there, if the lease still is. */
    private <T> T held(Reading<T> reading) throws IOException {
        T result;
        try {
            result = reading.run();
        } catch (IOException | UncheckedIOException e) {
            throw explained(e);
        }
        requireHeld();
        return result;
    }

    private void changed(Change change) throws IOException {
        try {
            change.run();
        } catch (IOException | UncheckedIOException e) {
            throw explained(e);
        }
    }

    /** Why it failed: because the lease was lost, or else by itself. */
    private IOException explained(Exception failure) throws IOException {
        if (!disk.exists(own) && !(failure instanceof FencedException)) {
            FencedException lost = fence.lost();
            lost.addSuppressed(failure);
            return lost;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            IOException cause = unchecked.getCause();
            return cause == null ? new IOException(unchecked) : cause;
        }
        return (IOException) failure;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException;
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }
}
