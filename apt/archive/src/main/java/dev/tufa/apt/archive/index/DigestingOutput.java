package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;

/** Counts and digests what passes through it. The stream behind it is not closed with it: it belongs to whoever opened it. */
public final class DigestingOutput extends OutputStream {
    private final OutputStream out;
    private final Map<DigestAlgorithm, MessageDigest> digests;
    private long size;

    /**
     * An output that digests.
     *
     * @param algorithms beside SHA-256, which is always done
     */
    public DigestingOutput(OutputStream out, Collection<DigestAlgorithm> algorithms) {
        this.out = out;
        this.digests = Digests.begin(algorithms);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digests.values().forEach(digest -> digest.update(bytes, offset, length));
        size += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /**
     * What has passed, as a file of a path. Once only: it ends the digests.
     *
     * @throws IllegalArgumentException if the path would leave the folder
     */
    public ListedFile toFile(String path) {
        return new ListedFile(path, size, Digests.finish(digests));
    }
}
