package dev.tufa.tuf.repository.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A disk whose process dies, or which is full, at one of its changes. A dead process changes nothing more; a full disk goes on
 * being full until it is told that it is not.
 */
public final class CrashingDisk extends ForwardingDisk {
    private final int survives;
    private final Failure failure;
    private int operations;
    private boolean repaired;

    private CrashingDisk(int survives, Failure failure) {
        super(new LocalDisk());
        this.survives = survives;
        this.failure = failure;
    }

    /** A disk without failures, which counts, and is faster than a real one. */
    public static CrashingDisk counting() {
        return new CrashingDisk(Integer.MAX_VALUE, Failure.KILL);
    }

    /** A disk that lets a number of changes happen and fails at the next. */
    public static CrashingDisk after(int survives, Failure failure) {
        return new CrashingDisk(survives, failure);
    }

    /** How many changes were asked for. */
    public synchronized int operations() {
        return operations;
    }

    /** No more failures. */
    public synchronized void repair() {
        repaired = true;
    }

    private synchronized Fate next() {
        int number = operations++;
        if (repaired || number < survives) {
            return Fate.HAPPENS;
        }
        return number == survives ? Fate.FAILS_FIRST : Fate.FAILS;
    }

    private void happen() throws IOException {
        if (next() != Fate.HAPPENS) {
            throw fail();
        }
    }

    private IOException fail() {
        if (failure == Failure.FULL) {
            return new FileSystemException("disk", null, "No space left on device");
        }
        throw new Killed();
    }

    @Override
    public void makeDirectory(Path directory, Access access) throws IOException {
        happen();
        super.makeDirectory(directory, access);
    }

    @Override
    public void create(Path file, InputStream content, Access access) throws IOException {
        Fate fate = next();
        if (fate != Fate.HAPPENS) {
            if (failure != Failure.KILL && fate == Fate.FAILS_FIRST) {
                byte[] all = content.readAllBytes();
                super.create(file, new ByteArrayInputStream(Arrays.copyOf(all, all.length / 2)), access);
            }
            throw fail();
        }
        super.create(file, content, access);
    }

    @Override
    public void append(Path file, long length, byte[] content, Access access) throws IOException {
        Fate fate = next();
        if (fate != Fate.HAPPENS) {
            if (failure != Failure.KILL && fate == Fate.FAILS_FIRST) {
                super.append(file, length, Arrays.copyOf(content, content.length / 2), access);
            }
            throw fail();
        }
        super.append(file, length, content, access);
    }

    @Override
    public void sync(Path fileOrDirectory) throws IOException {
        happen(); // tests kill processes and not the computer, so nothing has to be waited for
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        happen();
        super.link(existing, name);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        happen();
        super.symbolicLink(link, target);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        happen();
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (failure == Failure.FULL) { // deleting needs no space
            next();
        } else {
            happen();
        }
        super.delete(file);
    }

    /** What becomes of a change. */
    private enum Fate {
        HAPPENS,
        FAILS_FIRST,
        FAILS
    }

    /** How it fails. */
    public enum Failure {
        /** The process is killed before the change. */
        KILL,
        /** The process is killed in the middle of writing a file. */
        KILL_HALF_WRITTEN,
        /** The change fails, half written if it is a file. */
        FULL
    }

    /** Not an exception that a program could mean to catch. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed");
        }
    }
}
