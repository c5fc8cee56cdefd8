package dev.tufa.helper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files below a root that nobody else can put something in the way of: every folder on the way is a folder and no link, and belongs to
 * this user, and no other may write to it.
 */
final class RootFiles implements SystemFiles {
    /** Bytes of a file that is read; none of ours has a hundredth of that. */
    private static final int LONGEST = 16 << 20;

    /** Folders in folders that are removed: the deepest path of a target is not as deep. */
    private static final int DEEPEST = 64;

    private static final String NEW = ".tufa-new.";
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private static final String RECORDS = "/var/lib/tufa";
    private static final String ARCHIVES = "/var/lib/apt-transport-tuf/archives";

    private final Path root;
    private final int user;

    /**
     * Files below a folder.
     *
     * @param user to whom every folder has to belong
     */
    RootFiles(Path root, int user) throws IOException {
        this.root = root.toRealPath();
        this.user = user;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Path file = place(path);
        if (!isThere(above(file)) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        requireOurs(above(file));
        requireFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > LONGEST) {
                throw new FileSystemException(
                        path, null, "expected at most %d bytes, got %d".formatted(LONGEST, channel.size()));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all of it is there
            }
            return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        Path file = place(path);
        make(above(file));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireFile(file);
        }
        Path unfinished = file.resolveSibling(NEW + file.getFileName());
        Files.deleteIfExists(unfinished); // of a process that was ended
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            Files.setPosixFilePermissions(unfinished, FILE); // whatever the umask took away
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(above(file));
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = place(path);
        if (!isThere(above(file))) {
            return;
        }
        requireOurs(above(file));
        Files.deleteIfExists(file.resolveSibling(NEW + file.getFileName()));
        if (Files.deleteIfExists(file)) {
            force(above(file));
        }
        deleteIfEmpty(above(file));
    }

    /** Folders that are ours alone go with the last file in them. */
    private void deleteIfEmpty(Path folder) throws IOException {
        Path each = folder;
        while (isThere(each) && isOurAlone(each) && isEmpty(each)) {
            Files.delete(each);
            force(above(each));
            each = above(each);
        }
    }

    private boolean isOurAlone(Path folder) {
        return (folder.startsWith(place(RECORDS)) || folder.startsWith(place(ARCHIVES)))
                && !folder.equals(place(ARCHIVES)); // which is the method's package's
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path place = place(folder);
        if (!isThere(place)) {
            return List.of();
        }
        requireOurs(place);
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void forget(String folder, String prefix) throws IOException {
        Path place = place(folder);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireOurs(above(place));
        try (Stream<Path> all = Files.list(place)) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().startsWith(prefix)
                        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void forgetFolder(String path) throws IOException {
        Path place = place(path);
        Path whose = above(above(place));
        if (!isThere(whose)) {
            return;
        }
        requireOurs(whose);
        Path others = whose.relativize(above(place));
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(whose)) {
            SecureDirectoryStream<Path> ours = secure(stream);
            if (!isFolder(ours, others)) {
                return;
            }
            try (SecureDirectoryStream<Path> folder = ours.newDirectoryStream(others, LinkOption.NOFOLLOW_LINKS)) {
                if (isFolder(folder, place.getFileName())) {
                    deleteAll(folder, place.getFileName(), 0);
                }
            }
        }
    }

    /** By open folders: nobody can put a link in the way between the look and the deed. */
    private static void deleteAll(SecureDirectoryStream<Path> in, Path name, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new FileSystemException(name.toString(), null, "expected at most %d folders deep".formatted(DEEPEST));
        }
        try (SecureDirectoryStream<Path> folder = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : folder) {
                Path last = each.getFileName();
                if (isFolder(folder, last)) {
                    deleteAll(folder, last, depth + 1);
                } else {
                    folder.deleteFile(last);
                }
            }
        }
        in.deleteDirectory(name);
    }

    private static boolean isFolder(SecureDirectoryStream<Path> in, Path name) throws IOException {
        try {
            return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Every Linux has them. */
    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("expected a system on which folders are reached by open folders, got another");
    }

    /** Makes a folder, with those above it, where it is not there. */
    void makeFolder(String path) throws IOException {
        make(place(path));
    }

    private static Path above(Path place) {
        return Objects.requireNonNull(place.getParent(), "the root's own parent");
    }

    private Path place(String path) {
        Path relative = Path.of(path);
        if (!relative.isAbsolute() || !relative.normalize().equals(relative)) {
            throw new IllegalArgumentException("path: expected an absolute one without dots, got " + path);
        }
        return root.resolve(relative.getRoot().relativize(relative));
    }

    private static boolean isThere(Path folder) {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    private void make(Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        Path there = folder;
        while (!isThere(there)) {
            missing.add(0, there);
            there = above(there);
        }
        requireOurs(there);
        for (Path each : missing) {
            Files.createDirectory(each, PosixFilePermissions.asFileAttribute(FOLDER));
            Files.setPosixFilePermissions(each, FOLDER);
            force(above(each));
        }
    }

    /** Every folder from the root to this one. */
    private void requireOurs(Path folder) throws IOException {
        Path place = root;
        requireOur(place);
        for (Path name : root.relativize(folder)) {
            if (!name.toString().isEmpty()) {
                place = place.resolve(name);
                requireOur(place);
            }
        }
    }

    private void requireOur(Path folder) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "expected a folder, got " + (attributes.isSymbolicLink() ? "a link" : "something else"));
        }
        int owner = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != user) {
            throw new FileSystemException(
                    folder.toString(), null, "expected a folder of user %d, got one of user %d".formatted(user, owner));
        }
        if (attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "expected a folder to which nobody else writes, got one to which others may");
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "expected a file, got " + (Files.isSymbolicLink(file) ? "a link" : "something else"));
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw new IOException(folder + ": expected a folder, got none", e);
        }
    }
}
