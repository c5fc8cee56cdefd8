package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A disk whose process is stopped before one of its calls, of whatever kind, while something else happens; then it goes on. */
public final class StoppingDisk extends ForwardingDisk {
    private final int stop;
    private final Meanwhile meanwhile;
    private int calls;

    /**
     * A disk that stops once.
     *
     * @param stop before this call; the first is 0
     */
    public StoppingDisk(int stop, Meanwhile meanwhile) {
        super(CrashingDisk.counting());
        this.stop = stop;
        this.meanwhile = meanwhile;
    }

    /** Whether it has come to the call before which it stops. */
    public boolean hasStopped() {
        return calls > stop;
    }

    /** How many calls there were. */
    public int calls() {
        return calls;
    }

    private void call() {
        if (calls++ == stop) {
            try {
                meanwhile.happens();
            } catch (Exception e) {
                throw new AssertionError("while the other one was stopped before call " + stop, e);
            }
        }
    }

    @Override
    public boolean exists(Path path) {
        call();
        return super.exists(path);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        call();
        return super.isSameFile(one, other);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        call();
        return super.read(file);
    }

    @Override
    public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
        call();
        return super.attributes(path, options);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        call();
        return super.open(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        call();
        return super.list(directory);
    }

    @Override
    public void makeDirectory(Path directory, Access access) throws IOException {
        call();
        super.makeDirectory(directory, access);
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        call();
        super.create(file, content, access);
    }

    @Override
    public long length(Path file) throws IOException {
        call();
        return super.length(file);
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        call();
        super.append(file, length, content, access);
    }

    @Override
    public void sync(Path fileOrDirectory) throws IOException {
        call();
        super.sync(fileOrDirectory);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        call();
        super.link(existing, name);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        call();
        super.symbolicLink(link, target);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        call();
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        call();
        super.delete(file);
    }

    /** What others do. */
    @FunctionalInterface
    public interface Meanwhile {
        /** Does it. */
        void happens() throws Exception;
    }
}
