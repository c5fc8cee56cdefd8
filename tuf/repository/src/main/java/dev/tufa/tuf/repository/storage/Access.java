package dev.tufa.tuf.repository.storage;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read a file from the instant it exists; the process's umask can only take more away. */
public enum Access {
    /** Everybody reads: what a web server serves. */
    PUBLIC("rw-r--r--", "rwxr-xr-x"),
    /** The owner alone. */
    PRIVATE("rw-------", "rwx------");

    private final String file;
    private final String directory;

    Access(String file, String directory) {
        this.file = file;
        this.directory = directory;
    }

    FileAttribute<Set<PosixFilePermission>> ofFile() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(file));
    }

    FileAttribute<Set<PosixFilePermission>> ofDirectory() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(directory));
    }
}
