package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where artifacts are until they are whole. Each is locked by who writes it; one that nobody has locked belongs to a process
 * that was killed, or was kept to be gone on with, and goes when it is too old. The folder goes when it is empty.
 */
final class UnfinishedFolder {
    private static final String PART = ".part";
    private static final String NOTE = ".note";

    /** How often a file is tried when other processes clean up at the same moment. */
    private static final int TRIES = 100;

    /**
     * The unfinished artifacts of this process, which it must not open a second time: some systems take all locks of a process
     * on a file away as soon as it closes any channel to it.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Duration kept;
    private final DurableFiles files;

    /**
     * A folder, which is made when it is needed.
     *
     * @param kept how long what broke is kept; zero for not at all
     */
    UnfinishedFolder(Path folder, Duration kept, DurableFiles files) {
        this.folder = folder;
        this.kept = kept;
        this.files = files;
    }

    /** A new file that has been locked. */
    Held create() throws IOException {
        return create(Optional.empty());
    }

    /** The file of a content, with what was kept of it; a new one if somebody else writes that. */
    Held create(String content) throws IOException {
        return create(kept.isZero() ? Optional.empty() : Optional.of(content));
    }

    private Held create(Optional<String> content) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                files.createFolder(folder);
                removeLeftovers();
                Optional<Held> held = content.isPresent() ? take(content.get() + PART, true) : Optional.empty();
                if (held.isEmpty()) {
                    held = take(ProcessHandle.current().pid() + "-" + System.nanoTime(), false);
                }
                if (held.isPresent()) {
                    return held.get();
                }
            } catch (NoSuchFileException e) {
                // another process has finished and taken the empty folder away
            }
        }
        throw new IOException(folder + ": expected room for a new file, got none: other processes keep removing it");
    }

    /** A file that is locked before anyone can have taken it for a leftover; empty when someone has. */
    private Optional<Held> take(String name, boolean mayBeThere) throws IOException {
        Path file = folder.toRealPath().resolve(name);
        if (!OWN.add(file)) {
            return Optional.empty(); // another thread
        }
        boolean taken = false;
        try {
            FileChannel channel = mayBeThere ? files.open(file) : files.create(file);
            try {
                taken = channel.tryLock() != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                return taken ? Optional.of(new Held(file, channel)) : Optional.empty();
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } finally {
            if (!taken) {
                OWN.remove(file);
            }
        }
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder.toRealPath())) {
            for (Path leftover : leftovers) {
                if (!OWN.contains(leftover) && !isWanted(leftover)) {
                    removeIfFree(leftover);
                }
            }
        }
    }

    private boolean isWanted(Path leftover) {
        String name = leftover.getFileName().toString();
        try {
            return (name.endsWith(PART) || name.endsWith(NOTE))
                    && Files.getLastModifiedTime(leftover, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isAfter(Instant.now().minus(kept));
        } catch (IOException e) {
            return false;
        }
    }

    private void removeIfFree(Path leftover) throws IOException {
        try (FileChannel channel = FileChannel.open(leftover, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                files.delete(leftover);
            }
        } catch (NoSuchFileException e) {
            // another process has finished just now
        }
    }

    /** A file of this folder that this process has locked. */
    final class Held {
        private final Path file;
        private final FileChannel channel;

        private Held(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        Path file() {
            return file;
        }

        FileChannel channel() {
            return channel;
        }

        /** What was noted of what was kept. */
        String note() {
            try {
                return Files.readString(noteFile());
            } catch (IOException e) {
                return ""; // nothing, or nothing that can be read
            }
        }

        /** Whether it could be found again by another process. */
        boolean mayBeKept() {
            return file.getFileName().toString().endsWith(PART);
        }

        void note(String text) throws IOException {
            Files.writeString(noteFile(), text);
        }

        private Path noteFile() {
            String name = file.getFileName().toString();
            return file.resolveSibling((mayBeKept() ? name.substring(0, name.length() - PART.length()) : name) + NOTE);
        }

        /** Gives the file back: for good, or with what is in it. */
        void close(boolean keep) throws IOException {
            try {
                if (!keep) {
                    files.delete(file);
                    files.delete(noteFile());
                }
            } finally {
                channel.close();
                OWN.remove(file);
            }
            try {
                files.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                // there are others
            }
        }
    }
}
