package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The operating system's lock on a file: it ends with the process, whatever ends the process. */
public final class DirectoryLock implements AutoCloseable {
    /**
     * The files that this process has locked. A second channel to one of them must not even be opened: on Linux, closing it
     * would give up the lock of the first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * The lock, or nothing if somebody else holds it.
     *
     * @param directory in which the file named {@code lock} is, or will be made
     */
    public static Optional<DirectoryLock> tryHold(Path directory) throws IOException {
        Path file = directory.toRealPath().resolve("lock");
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<DirectoryLock> held = Optional.empty();
        try {
            held = lock(file);
            return held;
        } finally {
            if (held.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<DirectoryLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Access.PRIVATE.ofFile());
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? Optional.of(new DirectoryLock(file, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
