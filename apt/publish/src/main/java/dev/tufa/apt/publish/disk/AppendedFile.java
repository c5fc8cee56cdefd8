package dev.tufa.apt.publish.disk;

import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** A new file for whoever has its content only bit by bit. It is durable when it has been synced, which is left to others. */
public final class AppendedFile extends OutputStream {
    /** So many bytes are written at once. */
    private static final int PART = 1 << 18;

    private final Disk disk;
    private final Path file;
    private final Access access;
    private final byte[] part = new byte[PART];
    private int filled;
    private long length;

    /** A file that must not exist yet. */
    public AppendedFile(Disk disk, Path file, Access access) {
        this.disk = disk;
        this.file = file;
        this.access = access;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        while (from < offset + count) {
            int more = Math.min(offset + count - from, PART - filled);
            System.arraycopy(bytes, from, part, filled, more);
            filled += more;
            from += more;
            if (filled == PART) {
                writePart();
            }
        }
    }

    private void writePart() throws IOException {
        disk.append(file, length, filled == PART ? part : Arrays.copyOf(part, filled), access);
        length += filled;
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (filled > 0) {
            writePart();
        }
    }
}
