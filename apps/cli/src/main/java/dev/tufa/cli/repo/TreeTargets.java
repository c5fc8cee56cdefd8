package dev.tufa.cli.repo;

import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps verified target files as a published tree has them (TUF 1.0.34 §6.2.1): under names with hashes where clients ask for such.
 * Only targets whose paths have been looked at can be stored.
 */
final class TreeTargets implements TargetStore {
    /** Longest file name of most file systems, in bytes. */
    private static final int LONGEST_NAME = 255;

    private final Path folder;
    private final Path temporary;
    private final Map<String, Path> files = new HashMap<>();

    TreeTargets(Path folder) {
        this.folder = folder;
        this.temporary = folder.resolveSibling("target.tmp");
    }

    /** Takes a target in, unless its path cannot be that of a file. */
    boolean expect(TargetFile target, boolean consistentSnapshot) {
        String path = target.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String named = path.substring(0, path.length() - name.length())
                + (consistentSnapshot ? hash(target) + "." : "")
                + name;
        if (!isSafe(named)) {
            return false;
        }
        files.put(path, folder.resolve(named));
        return true;
    }

    private static String hash(TargetFile target) {
        Map<String, String> hashes = target.hashes().hexByFunction();
        return Optional.ofNullable(hashes.get(HashFunction.SHA256.text()))
                .orElseGet(() -> hashes.values().iterator().next());
    }

    /** Whether a path stays in its folder, on every platform: it is a stranger's choice. */
    private static boolean isSafe(String path) {
        for (String segment : List.of(path.split("/", -1))) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return false;
            }
        }
        try {
            return path.indexOf('\\') < 0
                    && path.codePoints().noneMatch(Character::isISOControl)
                    && !Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public Path locate(String targetPath) {
        Path file = files.get(targetPath);
        if (file == null) {
            throw new IllegalArgumentException("target: expected one that is to come, got " + targetPath);
        }
        return file;
    }

    @Override
    public Optional<InputStream> read(String targetPath) throws IOException {
        Path file = locate(targetPath);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))
                : Optional.empty();
    }

    @Override
    public Incoming create(String targetPath) throws IOException {
        Path file = locate(targetPath);
        Files.createDirectories(file.resolveSibling(".").normalize());
        FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new Unfinished(temporary, file, channel);
    }

    /** A target file on its way in. */
    private record Unfinished(Path temporary, Path file, FileChannel channel) implements Incoming {
        @Override
        public OutputStream stream() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public void restart() throws IOException {
            channel.truncate(0);
        }

        @Override
        public void commit() throws IOException {
            channel.force(true);
            if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) { // the world will read it
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
