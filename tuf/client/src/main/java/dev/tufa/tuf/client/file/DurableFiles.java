package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;

/** The file operations that stores are made of, each durable when it returns. Tests put one that fails in its place. */
class DurableFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final FileAttribute<?>[] PRIVATE_FILE = attributes("rw-------");
    private static final FileAttribute<?>[] PRIVATE_FOLDER = attributes("rwx------");

    /** Makes a folder that only its owner can read, and its parents; one that is there stays as it is. */
    void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PRIVATE_FOLDER);
        }
    }

    /** Opens a new file that only its owner can read; fails if the name is taken, by a symbolic link too. */
    FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), PRIVATE_FILE);
    }

    /** Opens a file to go on with, or a new one that only its owner can read; fails at a symbolic link. */
    FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        LinkOption.NOFOLLOW_LINKS),
                PRIVATE_FILE);
    }

    /** Writes all bytes. */
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Brings a file's bytes to the disk. */
    void sync(FileChannel channel) throws IOException {
        channel.force(true);
    }

    /** Brings the bytes of a file to the disk that is still being written. */
    void syncBytes(FileChannel channel) throws IOException {
        channel.force(false);
    }

    /** Brings the bytes of a file to the disk that is closed already. */
    void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** The same for many, with one wait. */
    void syncFiles(Collection<Path> closed) throws IOException {
        Together.run(closed.stream()
                .<Together.Action>map(file -> () -> syncFile(file))
                .toList());
    }

    /** Puts a file in the place of another at once. */
    void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether a file can be moved from one folder to the other. */
    boolean onOneDisk(Path one, Path other) throws IOException {
        return UNIX // a tenth of the time of the other way, which reads the list of all mounts
                ? Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"))
                : Files.getFileStore(one).equals(Files.getFileStore(other));
    }

    /** Removes a file if it is there. */
    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Brings names in a folder to the disk. */
    void syncFolder(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The same for many, with one wait. */
    void syncFolders(Collection<Path> folders) throws IOException {
        Together.run(folders.stream()
                .<Together.Action>map(folder -> () -> syncFolder(folder))
                .toList());
    }

    /** What makes a new file readable for its owner only, where file systems know such a thing. */
    static FileAttribute<?>[] privateFile() {
        return PRIVATE_FILE.clone();
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
