package dev.tufa.apt.install.consent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person is asked about a {@code .apt} file, and nobody else of the same user's processes asks meanwhile. A page that opens one file so that
 * it is taken for another gets neither: the second process to begin while the first is asking does nothing, and the first gives up. Once
 * the person has agreed, later ones only go away, so that no page can stop an installation that has begun. A process that ends, however it ends,
 * is out of the way.
 */
public final class Question implements AutoCloseable {
    /** For so long after two came together, nothing is asked. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final String ASKING = "asking";
    private static final String DISTURBED = "disturbed";
    private static final String TURN = "turn";

    private final Path folder;
    private final Clock clock;
    private final FileChannel asking;
    private volatile boolean isAgreed;

    private Question(Path folder, Clock clock, FileChannel asking) {
        this.folder = folder;
        this.clock = clock;
        this.asking = asking;
    }

    /**
     * Begins.
     *
     * @param folder of the user alone, which is made
     * @return empty if another process asks or has been agreed with, or two came together just now: nothing is to be done
     */
    public static Optional<Question> begin(Path folder, Clock clock) throws IOException {
        make(folder);
        try (Turn turn = Turn.take(folder.resolve(TURN))) {
            if (isQuiet(folder, clock)) {
                return Optional.empty();
            }
            FileChannel asking = open(folder.resolve(ASKING));
            Optional<FileLock> lock = tryLock(asking);
            if (lock.isPresent()) {
                Files.deleteIfExists(folder.resolve(DISTURBED));
                asking.truncate(0);
                return Optional.of(new Question(folder, clock, asking));
            }
            boolean isStillAsking = asking.size() == 0;
            asking.close();
            if (isStillAsking) {
                disturb(folder, clock);
            }
            return Optional.empty();
        }
    }

    /** Whether another file was opened meanwhile: then the person is told so, and nothing is done. */
    public boolean isDisturbed() {
        return !isAgreed && Files.exists(folder.resolve(DISTURBED), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The person agrees.
     *
     * @return false if another file was opened before that: nothing is to be done
     */
    public boolean agree() throws IOException {
        try (Turn turn = Turn.take(folder.resolve(TURN))) {
            if (isDisturbed()) {
                return false;
            }
            asking.write(ByteBuffer.wrap(new byte[] {'1'}), 0);
            isAgreed = true;
            return true;
        }
    }

    /** It is over; if it was disturbed, the time in which nothing is asked begins now. */
    @Override
    public void close() throws IOException {
        try (Turn turn = Turn.take(folder.resolve(TURN))) {
            if (isDisturbed()) {
                disturb(folder, clock);
            }
            asking.close();
        }
    }

    private static boolean isQuiet(Path folder, Clock clock) throws IOException {
        Path disturbed = folder.resolve(DISTURBED);
        if (!Files.exists(disturbed, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Instant at =
                Files.getLastModifiedTime(disturbed, LinkOption.NOFOLLOW_LINKS).toInstant();
        Duration since = Duration.between(at, clock.instant());
        return !since.isNegative() && since.compareTo(QUIET) < 0;
    }

    private static void disturb(Path folder, Clock clock) throws IOException {
        Path disturbed = folder.resolve(DISTURBED);
        open(disturbed).close();
        Files.setLastModifiedTime(disturbed, FileTime.from(clock.instant()));
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // this very process
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void make(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // another process was faster
            }
        }
        Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !owner.equals(self)) {
            throw new FileSystemException(
                    folder.toString(), null, "expected a folder of this user, got something else");
        }
    }

    /** For a moment: what is read and what is written belong together. */
    private record Turn(FileChannel channel) implements AutoCloseable {
        static Turn take(Path file) throws IOException {
            FileChannel channel = open(file);
            channel.lock();
            return new Turn(channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
