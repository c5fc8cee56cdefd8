package dev.tufa.tuf.client.file;

import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** File operations on a disk that has room for some more bytes. */
public final class FullDiskFiles extends DurableFiles {
    private long room;

    /** A disk with room for so many bytes. */
    public FullDiskFiles(long room) {
        this.room = room;
    }

    /** A store over these operations. */
    public MetadataStore metadataStore(Path folder) {
        return new FileMetadataStore(folder, this);
    }

    /** A store over these operations. */
    public TargetStore targetStore(Path folder) {
        return new FileTargetStore(folder, this);
    }

    @Override
    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        int fits = (int) Math.min(room, bytes.remaining());
        boolean full = fits < bytes.remaining();
        bytes.limit(bytes.position() + fits);
        super.write(channel, bytes);
        room -= fits;
        if (full) {
            throw new IOException("No space left on device");
        }
    }
}
