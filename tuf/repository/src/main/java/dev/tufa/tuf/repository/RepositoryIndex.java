package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.Standing;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.DirectoryLock;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The index of a repository. Nothing is asked of it before it stands for what is published: one that is behind is brought there from the
 * difference, one that is lost, damaged or of another history is made anew. Whoever uses the file holds a lock beside it.
 */
final class RepositoryIndex {
    /** With so many entries in the snapshot, reading every role is felt more than opening the index. */
    static final int WORTHWHILE = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Disk disk;
    private final Layout layout;
    private final MetadataFiles metadata;
    private final Path file;

    RepositoryIndex(Disk disk, Layout layout, MetadataFiles metadata) {
        this.disk = disk;
        this.layout = layout;
        this.metadata = metadata;
        this.file = layout.at(Layout.INDEX_FILE);
    }

    boolean exists() {
        return disk.exists(file);
    }

    static boolean isWorthwhile(ClientUpdate live) {
        return live.stage().snapshot().files().size() >= WORTHWHILE;
    }

    /**
     * Asks an index that stands for a publication.
     *
     * @throws IndexException if there can be no index here, or somebody else holds it
     */
    <T> T ask(ClientUpdate live, Question<T> question) throws RepositoryException, IOException, TrustException {
        try (DirectoryLock lock = lock()) {
            try {
                return answer(live, question);
            } catch (IndexException e) {
                if (e.kind() != IndexException.Cause.DAMAGED) {
                    throw e;
                }
                remove();
                return answer(live, question);
            }
        }
    }

    /** Throws the index away: the next who asks makes it anew, and since when a file is not named begins with that. */
    void forget() throws IOException {
        if (disk.exists(layout.at(Layout.INDEX))) {
            try (DirectoryLock lock = lock()) {
                remove();
            }
        }
    }

    /** Opens the file as it is. The caller holds the lock. */
    IndexFile open() throws IOException {
        return IndexFile.open(file);
    }

    /** The lock, if nobody holds it. */
    Optional<DirectoryLock> tryLock() throws IOException {
        return DirectoryLock.tryHold(layout.at(Layout.INDEX));
    }

    private <T> T answer(ClientUpdate live, Question<T> question)
            throws RepositoryException, IOException, TrustException {
        String repository = repository();
        if (exists()) {
            try (IndexFile index = IndexFile.open(file)) {
                if (isBrought(index, live, repository)) {
                    return question.ask(index);
                }
            }
            remove();
        }
        make(live, repository);
        try (IndexFile index = IndexFile.open(file)) {
            return question.ask(index);
        }
    }

    private boolean isBrought(IndexFile index, ClientUpdate live, String repository)
            throws RepositoryException, IOException, TrustException {
        Optional<Standing> standing = index.standing();
        if (standing.isEmpty() || !standing.get().repository().equals(repository)) {
            return false;
        }
        if (standing.get().timestampSha256().equals(live.timestampFile().sha256())) {
            return true;
        }
        if (standing.get().timestamp() > live.timestamp().version() && !isStillLive(live)) {
            throw IndexException.busy(Layout.INDEX_FILE); // somebody has published while we were reading
        }
        return new IndexUpdate(index, live, repository).bring(standing.get(), metadata);
    }

    private boolean isStillLive(ClientUpdate live) throws IOException {
        return metadata.read("timestamp.json").map(Content::of).equals(Optional.of(live.timestampFile()));
    }

    private String repository() throws IOException {
        Path continuation = layout.at(Layout.CONTINUATION);
        long first = disk.exists(continuation)
                ? Continuation.read(disk.read(continuation)).firstRoot()
                : 1;
        return Content.of(disk.read(layout.at(Layout.versioned(first, "root")))).sha256();
    }

    /** A new file gets its name when it is whole. */
    private void make(ClientUpdate live, String repository) throws RepositoryException, IOException, TrustException {
        Path unfinished = layout.at(Layout.INDEX_UNFINISHED);
        delete(unfinished);
        disk.create(unfinished, new ByteArrayInputStream(new byte[0]), Access.PRIVATE);
        try (IndexFile index = IndexFile.make(unfinished)) {
            index.begin(IndexFile.Purpose.CHANGE);
            new IndexUpdate(index, live, repository).fill();
            index.commit();
            index.finish();
        }
        disk.sync(unfinished);
        disk.rename(unfinished, file);
    }

    private void remove() throws IOException {
        delete(file);
    }

    /** With what SQLite keeps beside it, which would be taken for that of the next file. */
    private void delete(Path database) throws IOException {
        for (String suffix : List.of("-wal", "-shm", "-journal", "")) {
            disk.delete(database.resolveSibling(database.getFileName() + suffix));
        }
    }

    private DirectoryLock lock() throws IOException {
        Path directory = layout.at(Layout.INDEX);
        try {
            new DurableFiles(disk).makeDirectories(directory, Access.PRIVATE);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                Optional<DirectoryLock> lock = DirectoryLock.tryHold(directory);
                if (lock.isPresent()) {
                    return lock.get();
                }
                if (System.nanoTime() > deadline) {
                    throw IndexException.busy(Layout.INDEX);
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        } catch (FileSystemException e) {
            throw IndexException.unusable(Layout.INDEX, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IndexException.busy(Layout.INDEX);
        }
    }

    /** Something to ask of an index. */
    @FunctionalInterface
    interface Question<T> {
        T ask(IndexFile index) throws RepositoryException, IOException, TrustException;
    }
}
