package dev.tufa.apt.publish.archive;

import dev.tufa.tuf.repository.storage.DirectoryLock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keeps others from changing an archive at the same time. */
final class ArchiveLock {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MILLIS_BETWEEN = 50;

    private ArchiveLock() {}

    static DirectoryLock hold(Path folder) throws IOException, ArchiveException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<DirectoryLock> lock = DirectoryLock.tryHold(folder);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > end) {
                throw new ArchiveException(
                        "archive: expected nobody else to be changing it, got somebody for longer than %d seconds"
                                .formatted(PATIENCE.toSeconds()));
            }
            try {
                Thread.sleep(MILLIS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted =
                        new InterruptedIOException("interrupted while somebody else was changing the archive");
                interrupted.initCause(e);
                throw interrupted;
            }
        }
    }
}
