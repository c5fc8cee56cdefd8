package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.TargetStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps artifacts in a folder under their target paths, one folder for each segment. A path that would leave the folder or hide
 * in it is spelled with {@code %} (see {@link FileNames}); a symbolic link on the way is
 * refused. Unfinished artifacts are in a folder beside it, which goes when it is empty; the leftovers of killed processes go
 * with the next artifact.
 */
public final class FileTargetStore implements TargetStore {
    private final Path folder;
    private final DurableFiles files;
    private final Duration kept;

    /** A store in a folder, which is made when the first artifact comes. */
    public FileTargetStore(Path folder) {
        this(folder, new DurableFiles());
    }

    FileTargetStore(Path folder, DurableFiles files) {
        this(folder, files, Duration.ZERO);
    }

    private FileTargetStore(Path folder, DurableFiles files, Duration kept) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = files;
        this.kept = kept;
    }

    /**
     * The same store, but it keeps what came of a transfer that broke, so that another process can go on with it.
     *
     * @param time after which it is of no use any more
     */
    public FileTargetStore keepingUnfinished(Duration time) {
        return new FileTargetStore(folder, files, time);
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
        Path file = place(targetPath);
        return new FileIncoming(unfinished().create(), file);
    }

    @Override
    public Incoming create(String targetPath, String content) throws IOException {
        Path file = place(targetPath);
        return new FileIncoming(unfinished().create(content), file);
    }

    private Path place(String targetPath) throws IOException {
        Path file = locate(targetPath);
        requireOwnName(file);
        files.createFolder(folder);
        return file;
    }

    private UnfinishedFolder unfinished() throws IOException {
        return new UnfinishedFolder(unfinishedFolder(), kept, files);
    }

    /** Beside the folder, so that nothing unfinished is ever in it; inside it where that is another disk or not writable. */
    private Path unfinishedFolder() throws IOException {
        Path parent = folder.getParent();
        boolean beside = parent != null && Files.isWritable(parent) && files.onOneDisk(parent, folder);
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

    private final class FileIncoming implements Incoming {
        private final UnfinishedFolder.Held held;
        private final Path file;
        private final EarlySync early;
        private boolean keep;

        FileIncoming(UnfinishedFolder.Held held, Path file) {
            this.held = held;
            this.early = new EarlySync(files, held.channel());
            this.file = file;
        }

        @Override
        public Optional<Kept> kept() throws IOException {
            if (held.channel().size() == 0) {
                return Optional.empty();
            }
            held.channel().position(0);
            InputStream bytes = new FilterInputStream(Channels.newInputStream(held.channel())) {
                @Override
                public void close() {
                    // the file is written on, after what was read
                }
            };
            return Optional.of(new Kept(bytes, held.note()));
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
                    files.write(held.channel(), ByteBuffer.wrap(bytes, offset, length));
                    early.wrote(length);
                }
            };
        }

        @Override
        public void restart() throws IOException {
            held.channel().truncate(0);
        }

        @Override
        public void keep(String note) throws IOException {
            if (held.mayBeKept()) {
                held.note(note);
                keep = true;
            }
        }

        @Override
        public void commit() throws IOException {
            early.await();
            files.sync(held.channel());
            Path parent = file.resolveSibling("");
            files.createFolder(parent);
            requireOwnName(file);
            files.replace(held.file(), file);
            files.syncFolder(parent);
        }

        @Override
        public void close() throws IOException {
            try {
                early.await();
            } finally {
                held.close(keep);
            }
        }
    }
}
