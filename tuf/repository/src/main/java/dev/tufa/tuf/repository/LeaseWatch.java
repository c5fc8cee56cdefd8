package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody who waits sees of a lease. It has expired when its own date says so, or when it was not renewed for as long as it
 * would last while this watched, whatever any clock says.
 */
final class LeaseWatch {
    private final LeaseOptions options;
    private byte[] seen = new byte[0];
    private Path of = Path.of("");
    private long since;
    private Optional<LeaseHolder> last = Optional.empty();

    LeaseWatch(LeaseOptions options) {
        this.options = options;
    }

    /** Who holds the lease of an epoch, or has not given it back; nobody if that cannot be read. */
    static Optional<LeaseHolder> read(Disk disk, Path directory) throws IOException {
        return parse(content(disk, directory));
    }

    void look(Disk disk, Path directory) throws IOException {
        byte[] now = content(disk, directory);
        if (!Arrays.equals(now, seen) || !directory.equals(of)) {
            seen = now;
            of = directory;
            since = System.nanoTime();
            last = parse(now);
        }
    }

    private static byte[] content(Disk disk, Path directory) throws IOException {
        try {
            return disk.read(directory.resolve(EpochFolders.LEASE));
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static Optional<LeaseHolder> parse(byte[] content) {
        try {
            return content.length == 0 ? Optional.empty() : Optional.of(LeaseHolder.read(EpochFolders.LEASE, content));
        } catch (IOException e) { // half written, at this very instant or when the power failed
            return Optional.empty();
        }
    }

    boolean isGivenBack() {
        return seen.length == 0;
    }

    /**
     * Whether a holder whose lock is free is gone: on this computer the operating system knows, and who was stopped in the middle of
     * writing who it is has not begun.
     */
    boolean isGoneWithoutItsLock() {
        return last.isEmpty() || last.get().host().equals(ThisProcess.HOST);
    }

    boolean isExpired() {
        boolean late = last.isPresent()
                && !options.clock().instant().isBefore(last.get().expires());
        Duration length = last.map(LeaseHolder::length).orElse(options.length());
        return late || Duration.ofNanos(System.nanoTime() - since).compareTo(length) >= 0;
    }

    /** Whom it saw last. */
    Optional<LeaseHolder> last() {
        return last;
    }
}
