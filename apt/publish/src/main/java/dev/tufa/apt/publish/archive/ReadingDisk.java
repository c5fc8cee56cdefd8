package dev.tufa.apt.publish.archive;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A disk as it is, on which nothing changes: who writes to it writes nowhere. */
final class ReadingDisk implements Disk {
    private final Disk disk;

    ReadingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return disk.isSameFile(one, other);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public long length(Path file) throws IOException {
        return disk.length(file);
    }

    @Override
    public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
        return disk.attributes(path, options);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void makeDirectory(Path directory, Access access) {
        // nowhere
    }

    @Override
    public void create(Path file, InputStream content, Access access) {
        // nowhere
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) {
        // nowhere
    }

    @Override
    public void sync(Path fileOrDirectory) {
        // nothing was written
    }

    @Override
    public void link(Path existing, Path name) {
        // nowhere
    }

    @Override
    public void symbolicLink(Path link, Path target) {
        // nowhere
    }

    @Override
    public void rename(Path from, Path to) {
        // nowhere
    }

    @Override
    public void delete(Path file) {
        // it stays
    }
}
