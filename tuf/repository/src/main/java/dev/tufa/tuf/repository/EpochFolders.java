package dev.tufa.tuf.repository;

import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The directories of epochs in a repository's journal. The present one has a log, or has swallowed the directory of the epoch
 * before, which has it; a directory with neither is one whose maker was too late, or has not finished.
 */
final class EpochFolders {
    static final String LOG = "log";
    static final String LEASE = "lease";
    static final String BEGUN = "begun";
    static final String SIGNING_LOG = "signing.log";
    static final String SPOOL = "spool";

    /** A directory may be swallowed between two looks at it; this often in a row it is not. */
    private static final int LOOKS = 4;

    private final Disk disk;
    private final Layout layout;
    private Optional<Path> last = Optional.empty();

    EpochFolders(Disk disk, Layout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /** The directory of the present epoch. */
    Optional<Path> current() throws IOException {
        if (last.isPresent()
                && disk.exists(last.get().resolve(LOG))) { // no directory comes back under a name that it had
            return last;
        }
        last = search();
        return last;
    }

    private Optional<Path> search() throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            for (Path directory : all()) {
                if (isAdopted(directory)) {
                    return Optional.of(directory);
                }
            }
        }
        return Optional.empty();
    }

    /** All that are there, the latest first. */
    List<Path> all() throws IOException {
        return in(layout.at(Layout.JOURNAL));
    }

    /** The directories of epochs in a directory, the latest first. */
    List<Path> in(Path directory) throws IOException {
        return list(directory).stream()
                .filter(path -> Epoch.of(path).isPresent())
                .sorted(Comparator.comparingLong(EpochFolders::number).reversed())
                .toList();
    }

    private List<Path> list(Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException e) { // moved away just now
            return List.of();
        }
    }

    /** Whether its beginning has come to its end: one that was cut short by the power may have lost even who began it. */
    boolean hasLog(Path directory) {
        return disk.exists(directory.resolve(LOG));
    }

    boolean isAdopted(Path directory) throws IOException {
        return hasLog(directory) || !in(directory).isEmpty();
    }

    /** The journal of publications: in the present epoch, or where repositories had it before there were epochs. */
    Optional<Path> log() throws IOException {
        Optional<Path> current = current();
        if (current.isPresent()) {
            return log(current.get());
        }
        return Optional.of(layout.at(Layout.OLD_JOURNAL_LOG)).filter(disk::exists);
    }

    /** The journal of an epoch or, if a takeover has not come so far, of the one that it has swallowed. */
    Optional<Path> log(Path directory) throws IOException {
        Path log = directory.resolve(LOG);
        if (disk.exists(log)) {
            return Optional.of(log);
        }
        for (Path before : in(directory)) {
            Optional<Path> older = log(before);
            if (older.isPresent()) {
                return older;
            }
        }
        return Optional.empty();
    }

    static long number(Path directory) {
        return Epoch.of(directory).map(Epoch::number).orElse(0L);
    }
}
