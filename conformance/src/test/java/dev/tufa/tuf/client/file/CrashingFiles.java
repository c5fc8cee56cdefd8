package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * File operations that end like those of a process that is killed, or of a machine that loses power, at one of them. From then
 * on all fail: whoever is dead cleans up no more. In the package of the stores, because the seam is not for everyone.
 */
public final class CrashingFiles extends DurableFiles {
    private final int operations;
    private final Moment moment;
    private final Map<FileChannel, Path> open = new HashMap<>();
    private final Set<Path> unsyncedContent = new HashSet<>();
    private final Deque<Change> unsyncedNames = new ArrayDeque<>();
    private int done;
    private boolean crashed;

    /** Lets so many operations through. */
    public CrashingFiles(int operations, Moment moment) {
        this.operations = operations;
        this.moment = moment;
    }

    /** A store over these operations. */
    public MetadataStore metadataStore(Path folder) {
        return new FileMetadataStore(folder, this);
    }

    /** A store over these operations. */
    public TargetStore targetStore(Path folder) {
        return new FileTargetStore(folder, this);
    }

    /** Whether it has come to that. */
    public boolean hasCrashed() {
        return crashed;
    }

    @Override
    void createFolder(Path folder) throws IOException {
        step(() -> super.createFolder(folder), () -> {});
    }

    @Override
    FileChannel create(Path file) throws IOException {
        FileChannel[] channel = new FileChannel[1];
        step(
                () -> {
                    channel[0] = super.create(file);
                    open.put(channel[0], file);
                    unsyncedContent.add(file);
                },
                () -> {});
        return Objects.requireNonNull(channel[0]);
    }

    @Override
    FileChannel open(Path file) throws IOException {
        FileChannel[] channel = new FileChannel[1];
        step(
                () -> {
                    channel[0] = super.open(file);
                    open.put(channel[0], file);
                    unsyncedContent.add(file);
                },
                () -> {});
        return Objects.requireNonNull(channel[0]);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        step(() -> super.write(channel, bytes), () -> {
            bytes.limit(bytes.position() + bytes.remaining() / 2);
            super.write(channel, bytes);
        });
    }

    @Override
    void sync(FileChannel channel) throws IOException {
        step(
                () -> {
                    super.sync(channel);
                    unsyncedContent.remove(open.get(channel));
                },
                () -> {});
    }

    @Override
    void syncBytes(FileChannel channel) throws IOException {
        step(() -> super.syncBytes(channel), () -> {});
    }

    @Override
    void syncFile(Path file) throws IOException {
        step(
                () -> {
                    super.syncFile(file);
                    unsyncedContent.remove(file);
                },
                () -> {});
    }

    @Override
    void replace(Path from, Path to) throws IOException {
        step(
                () -> {
                    unsyncedNames.push(Change.of(to));
                    super.replace(from, to);
                    if (unsyncedContent.remove(from)) {
                        unsyncedContent.add(to);
                    }
                },
                () -> {});
    }

    @Override
    void delete(Path file) throws IOException {
        step(
                () -> {
                    unsyncedNames.push(Change.of(file));
                    super.delete(file);
                },
                () -> {});
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        step(
                () -> {
                    super.syncFolder(folder);
                    unsyncedNames.removeIf(change -> folder.equals(change.file().getParent()));
                },
                () -> {});
    }

    /** One at a time: some are asked for by several threads. */
    private synchronized void step(Operation whole, Operation half) throws IOException {
        if (!crashed && done++ < operations) {
            whole.run();
            return;
        }
        boolean first = !crashed;
        crashed = true;
        if (first) {
            switch (moment) {
                case BEFORE -> {}
                case HALFWAY -> half.run();
                case AFTER -> whole.run();
                case CONTENT_LOST -> {
                    whole.run();
                    loseContent();
                }
                case NAMES_LOST -> {
                    whole.run();
                    loseNames();
                }
            }
        }
        throw new Crash();
    }

    private void loseContent() throws IOException {
        for (Path file : unsyncedContent) {
            if (Files.exists(file)) {
                Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        }
    }

    private void loseNames() throws IOException {
        for (Change change : unsyncedNames) {
            change.undo();
        }
    }

    /** What is left of the last operation, and of those before it. */
    public enum Moment {
        /** The process dies before it. */
        BEFORE,
        /** The process dies when half of it is done. */
        HALFWAY,
        /** The process dies after it. */
        AFTER,
        /** Power is lost after it, and content that was not brought to the disk with it. */
        CONTENT_LOST,
        /** Power is lost after it, and names that were not brought to the disk with it. */
        NAMES_LOST
    }

    /** The end of the process, as far as a test can be one. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash");
        }
    }

    @FunctionalInterface
    private interface Operation {
        void run() throws IOException;
    }

    /** A name that something happened to, and what it was the name of before. */
    private record Change(Path file, boolean folder, Optional<byte[]> content) {
        static Change of(Path file) throws IOException {
            return new Change(
                    file,
                    Files.isDirectory(file),
                    Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty());
        }

        void undo() throws IOException {
            if (folder) {
                Files.createDirectories(file);
            } else if (content.isPresent()) {
                Files.write(file, content.get());
            } else {
                Files.deleteIfExists(file);
            }
        }
    }
}
