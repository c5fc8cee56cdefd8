package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A disk that does as another one does, except where a test says otherwise. */
public class ForwardingDisk implements Disk {
    private final Disk other;

    /** A disk like another one. */
    public ForwardingDisk(Disk other) {
        this.other = other;
    }

    @Override
    public boolean exists(Path path) {
        return other.exists(path);
    }

    @Override
    public boolean isSameFile(Path one, Path to) throws IOException {
        return other.isSameFile(one, to);
    }

    @Override
    public Path temporary(Path file) {
        return other.temporary(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return other.read(file);
    }

    @Override
    public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
        return other.attributes(path, options);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return other.open(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return other.list(directory);
    }

    @Override
    public void makeDirectory(Path directory, Access access) throws IOException {
        other.makeDirectory(directory, access);
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        other.create(file, content, access);
    }

    @Override
    public long length(Path file) throws IOException {
        return other.length(file);
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        other.append(file, length, content, access);
    }

    @Override
    public void sync(Path fileOrDirectory) throws IOException {
        other.sync(fileOrDirectory);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        other.link(existing, name);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        other.symbolicLink(link, target);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        other.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        other.delete(file);
    }
}
