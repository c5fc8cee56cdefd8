package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A disk like that of a memory stick. */
public final class DiskWithoutLinks extends ForwardingDisk {
    /** The local disk, without hard links. */
    public DiskWithoutLinks() {
        super(new LocalDisk());
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        throw new FileSystemException(name.toString(), null, "Operation not permitted");
    }
}
