package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.metadata.RoleType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps metadata in a folder that only its owner can read: {@code root.json}, {@code timestamp.json} and so on, byte for byte
 * as received; older roots in {@code root-history/}; the lock in {@code .lock};
 * what the client remembers of its updates in {@code .notes}. A file is written beside its place, brought to
 * the disk and then moved, so that a crash leaves the old file or the new one. While the lock is held this waits until many can
 * go together, at the latest until the lock is given back.
 *
 * <p>Many processes may share the folder.
 */
public final class FileMetadataStore implements MetadataStore {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(60);

    /** What is lost of a long chain of roots when the process is killed. */
    private static final int MOST_PENDING = 64;

    private static final String TEMPORARY = ".tmp";
    private static final String ROOT = ".root.json";
    private static final String NOTES = ".notes";

    /** The roles of which older versions are refused because of what is stored here. */
    private static final Set<String> FLOORS =
            Set.of(RoleType.ROOT.text(), RoleType.TIMESTAMP.text(), RoleType.SNAPSHOT.text(), RoleType.MIRRORS.text());

    private final Path folder;
    private final Path history;
    private final DurableFiles files;
    private final PendingFiles pending;
    private volatile @Nullable FolderLock held;

    /** A store in a folder, which is made when something is first written. */
    public FileMetadataStore(Path folder) {
        this(folder, new DurableFiles());
    }

    FileMetadataStore(Path folder, DurableFiles files) {
        this.folder = folder;
        this.history = folder.resolve("root-history");
        this.files = files;
        this.pending = new PendingFiles(files);
    }

    @Override
    public Optional<byte[]> read(String role, int maxBytes) {
        return read(fileOf(role), maxBytes);
    }

    @Override
    public Optional<byte[]> readRoot(long version, int maxBytes) {
        return read(history.resolve(version + ROOT), maxBytes);
    }

    private Optional<byte[]> read(Path place, int maxBytes) {
        Path file = pending.temporary(place).orElse(place);
        try {
            long size = Files.size(file);
            if (!Files.isRegularFile(file) || size > maxBytes) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes((int) Math.min(size, maxBytes));
                return in.read() < 0 ? Optional.of(bytes) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty(); // what cannot be read is fetched again
        }
    }

    @Override
    public void write(String role, byte[] bytes) throws IOException {
        write(folder, fileOf(role), bytes, FLOORS.contains(role));
    }

    @Override
    public void writeRoot(long version, byte[] bytes) throws IOException {
        Path file = history.resolve(version + ROOT);
        Optional<byte[]> kept = read(file, bytes.length);
        if (kept.isEmpty() || !Arrays.equals(kept.get(), bytes)) {
            write(history, file, bytes, true);
        }
    }

    @Override
    public Optional<byte[]> readNotes(int maxBytes) {
        return read(folder.resolve(NOTES), maxBytes);
    }

    @Override
    public void writeNotes(byte[] notes) throws IOException {
        write(folder, folder.resolve(NOTES), notes, false);
    }

    /**
     * Writes a file beside its place and moves it there.
     *
     * @param durable whether it is brought to the disk first
     */
    private void write(Path parent, Path file, byte[] bytes, boolean durable) throws IOException {
        files.createFolder(parent);
        Path temporary = parent.resolve("." + ProcessHandle.current().pid() + "-" + System.nanoTime() + TEMPORARY);
        try {
            try (FileChannel channel = files.create(temporary)) {
                files.write(channel, ByteBuffer.wrap(bytes));
            }
            if (!durable) {
                files.replace(temporary, file);
                return;
            }
            pending.add(file, temporary);
        } catch (IOException e) {
            files.delete(temporary);
            throw e;
        }
        if (held == null || pending.count() >= MOST_PENDING) {
            pending.commit();
        }
    }

    @Override
    public void delete(String role) throws IOException {
        pending.drop(fileOf(role));
        if (Files.exists(fileOf(role))) {
            files.delete(fileOf(role));
            files.syncFolder(folder);
        }
    }

    @Override
    public List<Long> rootVersions() {
        Set<Long> versions = new TreeSet<>(Comparator.reverseOrder());
        for (Path place : pending.places()) {
            if (history.equals(place.getParent())) {
                rootVersion(place).ifPresent(versions::add);
            }
        }
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(history)) {
            for (Path file : kept) {
                rootVersion(file).ifPresent(versions::add);
            }
        } catch (IOException e) {
            // no history, or none that can be read
        }
        return List.copyOf(versions);
    }

    private static OptionalLong rootVersion(Path file) {
        String name = file.getFileName().toString();
        try {
            long version = name.endsWith(ROOT) ? Long.parseLong(name.substring(0, name.length() - ROOT.length())) : 0;
            return version > 0 && name.equals(version + ROOT) ? OptionalLong.of(version) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public Lock lock() throws IOException {
        files.createFolder(folder);
        FolderLock lock = FolderLock.acquire(folder, ".lock", LOCK_PATIENCE);
        try {
            removeLeftovers(folder);
            removeLeftovers(history);
            held = lock;
            return () -> giveBack(lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private void giveBack(FolderLock lock) throws IOException {
        try (lock) {
            if (held == lock) {
                held = null;
                pending.commit();
            }
        }
    }

    /** What a killed process has left: nobody else writes while the lock is held. */
    private void removeLeftovers(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, this::isTemporary)) {
            for (Path leftover : leftovers) {
                files.delete(leftover);
            }
        }
    }

    private boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(TEMPORARY);
    }

    private Path fileOf(String role) {
        return folder.resolve(FileNames.ofRole(role) + ".json");
    }
}
