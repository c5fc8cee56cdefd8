package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;

/**
 * A file system, one system call for each method that changes something: between any two of them a process can be killed or
 * the power can fail. Nothing that was created, linked or renamed is durable before {@link #sync} of the file and of its
 * directory has returned.
 */
public interface Disk {
    /** Whether a file or directory exists. */
    boolean exists(Path path);

    /** Whether two names that exist are names of one file. */
    boolean isSameFile(Path one, Path other) throws IOException;

    /** The content of a file. */
    byte[] read(Path file) throws IOException;

    /** How many bytes a file has. */
    long length(Path file) throws IOException;

    /** What a file or directory is, and when it was written; of what a link leads to, unless an option says otherwise. */
    BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException;

    /** The content of a file as a stream, for files that need not fit into memory. */
    InputStream open(Path file) throws IOException;

    /** The entries of a directory, by name; none if there is no such directory. */
    List<Path> list(Path directory) throws IOException;

    /** Makes one directory, which must not exist. */
    void makeDirectory(Path directory, Access access) throws IOException;

    /** Creates a file, which must not exist, and writes all of a stream into it. */
    void create(Path file, InputStream content, Access access) throws IOException;

    /**
     * Makes a file so long and writes content behind; what was there beyond is gone. The file is made if it does not exist.
     *
     * @param length how much of the file stays
     */
    void append(Path file, long length, byte[] content, Access access) throws IOException;

    /** Returns when the content of a file, or the entries of a directory, are on stable storage. */
    void sync(Path fileOrDirectory) throws IOException;

    /** Does the same for many files and directories, in any order or all at once. */
    default void syncAll(Collection<Path> filesAndDirectories) throws IOException {
        for (Path path : filesAndDirectories) {
            sync(path);
        }
    }

    /**
     * Gives a file a second name, which must not exist.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name exists
     * @throws UnsupportedOperationException if the file system has no hard links
     */
    void link(Path existing, Path name) throws IOException;

    /**
     * Makes a symbolic link, which must not exist.
     *
     * @param target where it leads, relative to its directory
     */
    void symbolicLink(Path link, Path target) throws IOException;

    /** Gives a file or directory another name at once; a file that had that name is gone. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Where a file is written before it gets its name.
     *
     * @param file what it will be
     */
    default Path temporary(Path file) {
        return file.resolveSibling(DurableFiles.TEMPORARY);
    }

    /**
     * Removes a file, or an empty directory, if it exists.
     *
     * @throws java.nio.file.DirectoryNotEmptyException if it is a directory that has something in it
     */
    void delete(Path file) throws IOException;
}
