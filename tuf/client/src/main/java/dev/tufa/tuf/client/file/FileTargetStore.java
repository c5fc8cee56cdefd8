package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.TargetStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps artifacts in a folder under their target paths, one folder for each segment. A path that would leave the folder or hide
 * in it is spelled with {@code %} (see {@link FileNames}); a symbolic link on the way is
 * refused. Unfinished artifacts are in a folder beside it, which goes when it is empty; the leftovers of killed processes go
 * with the next artifact.
 */
public final class FileTargetStore implements TargetStore {
    /** How often a new file is tried when other processes clean up at the same moment. */
    private static final int CREATE_TRIES = 100;

    /**
     * The unfinished artifacts of this process, which it must not open a second time: some systems take all locks of a process
     * on a file away as soon as it closes any channel to it.
     */
    private static final Set<Path> OWN_UNFINISHED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final DurableFiles files;

    /** A store in a folder, which is made when the first artifact comes. */
    public FileTargetStore(Path folder) {
        this(folder, new DurableFiles());
    }

    FileTargetStore(Path folder, DurableFiles files) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = files;
    }

    @Override
    public Path locate(String targetPath) {
        Path file = folder;
        for (String segment : targetPath.split("/", -1)) {
            file = file.resolve(FileNames.ofSegment(segment));
        }
        return file;
    }

    @Override
    public Optional<InputStream> read(String targetPath) throws IOException {
        Path file = locate(targetPath);
        requireOwnName(file);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))
                : Optional.empty();
    }

    @Override
    public Incoming create(String targetPath) throws IOException {
        Path file = locate(targetPath);
        requireOwnName(file);
        files.createFolder(folder);
        Path unfinished = unfinishedFolder();
        for (int tries = 0; tries < CREATE_TRIES; tries++) {
            try {
                files.createFolder(unfinished);
                removeLeftovers(unfinished);
                Optional<Incoming> incoming = begin(unfinished, file);
                if (incoming.isPresent()) {
                    return incoming.get();
                }
            } catch (NoSuchFileException e) {
                // another process has finished and taken the empty folder away
            }
        }
        throw new IOException(
                unfinished + ": expected room for a new file, got none: other processes keep removing it");
    }

    /** A new file that is locked before anyone can have taken it for a leftover; empty when someone has. */
    private Optional<Incoming> begin(Path unfinished, Path file) throws IOException {
        Path temporary = unfinished.toRealPath().resolve(ProcessHandle.current().pid() + "-" + System.nanoTime());
        if (!OWN_UNFINISHED.add(temporary)) {
            return Optional.empty(); // two threads at the very same time
        }
        boolean kept = false;
        try {
            FileChannel channel = files.create(temporary);
            try {
                kept = channel.tryLock() != null && Files.exists(temporary, LinkOption.NOFOLLOW_LINKS);
                return kept ? Optional.of(new FileIncoming(unfinished, temporary, file, channel)) : Optional.empty();
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        } finally {
            if (!kept) {
                OWN_UNFINISHED.remove(temporary);
            }
        }
    }

    /** Beside the folder, so that nothing unfinished is ever in it; inside it where that is another disk or not writable. */
    private Path unfinishedFolder() throws IOException {
        Path parent = folder.getParent();
        boolean beside = parent != null
                && Files.isWritable(parent)
                && Files.getFileStore(parent).equals(Files.getFileStore(folder));
        return beside && parent != null
                ? parent.resolve("." + folder.getFileName() + ".unfinished")
                : folder.resolve(".unfinished");
    }

    private void requireOwnName(Path file) throws IOException {
        for (Path part = file; part != null && !part.equals(folder); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                throw new IOException(part + ": expected a file or folder of this store, got a symbolic link");
            }
            if (Files.exists(part)
                    && !part.toRealPath(LinkOption.NOFOLLOW_LINKS).getFileName().equals(part.getFileName())) {
                throw new IOException(
                        part + ": expected a name of its own, got one that differs from another only by case");
            }
        }
    }

    /** A file that no process has locked belongs to none that is alive. */
    private void removeLeftovers(Path unfinished) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(unfinished.toRealPath())) {
            for (Path leftover : leftovers) {
                if (OWN_UNFINISHED.contains(leftover)) {
                    continue;
                }
                try (FileChannel channel =
                                FileChannel.open(leftover, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                        FileLock lock = channel.tryLock()) {
                    if (lock != null) {
                        files.delete(leftover);
                    }
                } catch (NoSuchFileException e) {
                    // another process has finished just now
                }
            }
        }
    }

    private final class FileIncoming implements Incoming {
        private final Path unfinished;
        private final Path temporary;
        private final Path file;
        private final FileChannel channel;

        FileIncoming(Path unfinished, Path temporary, Path file, FileChannel channel) {
            this.unfinished = unfinished;
            this.temporary = temporary;
            this.file = file;
            this.channel = channel;
        }

        @Override
        public OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    files.write(channel, ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        public void restart() throws IOException {
            channel.truncate(0);
            channel.position(0);
        }

        @Override
        public void commit() throws IOException {
            files.sync(channel);
            Path parent = file.resolveSibling("");
            files.createFolder(parent);
            requireOwnName(file);
            files.replace(temporary, file);
            files.syncFolder(parent);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            OWN_UNFINISHED.remove(temporary);
            files.delete(temporary);
            try {
                files.delete(unfinished);
            } catch (DirectoryNotEmptyException e) {
                // another download is on its way
            }
        }
    }
}
