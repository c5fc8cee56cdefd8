package dev.tufa.helper;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Files on which, at one of the changes, something happens. */
final class FaultyFiles implements SystemFiles {
    private final SystemFiles files;
    private final Fault fault;
    private final int at;
    private int changes;

    /**
     * Files with a fault.
     *
     * @param at at which change, from 1
     */
    FaultyFiles(SystemFiles files, Fault fault, int at) {
        this.files = files;
        this.fault = fault;
        this.at = at;
    }

    /** How many changes there were. */
    int changes() {
        return changes;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        requirePower();
        return files.read(path);
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        change(path, () -> files.write(path, content));
    }

    @Override
    public void delete(String path) throws IOException {
        change(path, () -> files.delete(path));
    }

    @Override
    public void forget(String folder, String prefix) throws IOException {
        requirePower();
        files.forget(folder, prefix);
    }

    @Override
    public void forgetFolder(String path) throws IOException {
        requirePower();
        files.forgetFolder(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        requirePower();
        return files.list(folder);
    }

    private void change(String path, Change change) throws IOException {
        requirePower();
        changes++;
        if (changes != at) {
            change.happens();
            return;
        }
        switch (fault) {
            case DISK_FULL -> throw new FileSystemException(path, null, "No space left on device");
            case POWER_BEFORE -> throw new PowerCut();
            case POWER_AFTER -> {
                change.happens();
                throw new PowerCut();
            }
        }
    }

    private void requirePower() {
        if (fault != Fault.DISK_FULL && changes >= at) {
            throw new PowerCut();
        }
    }

    enum Fault {
        DISK_FULL,
        POWER_BEFORE,
        POWER_AFTER
    }

    /** Nothing is done any more. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Change {
        void happens() throws IOException;
    }
}
