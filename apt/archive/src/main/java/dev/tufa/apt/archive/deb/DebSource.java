package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, each read once: counted, digested, and handed on. */
final class DebSource implements Closeable {
    private static final int CHUNK = 1 << 19;

    private final InputStream in;
    private final ChunkDigests digests;
    private byte[] chunk = new byte[0];
    /** The chunk before this one, or nothing. */
    private byte[] digested = new byte[0];

    private int at;
    private int end;
    private long length;
    private boolean ended;
    private @Nullable IOException failure;

    DebSource(InputStream in, Set<DigestAlgorithm> algorithms) {
        this.in = in;
        this.digests = new ChunkDigests(algorithms);
    }

    /** How many bytes have been taken. */
    long position() {
        return length - (end - at);
    }

    /** Takes up to so many bytes into an array; says how many, -1 at the end. */
    int read(byte[] to, int offset, int most) throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(most, end - at);
        System.arraycopy(chunk, at, to, offset, count);
        at += count;
        return count;
    }

    /** Takes so many bytes, or fewer at the end. */
    byte[] readUpTo(int most) throws IOException {
        byte[] bytes = new byte[most];
        int length = 0;
        while (length < most) {
            int count = read(bytes, length, most - length);
            if (count < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += count;
        }
        return bytes;
    }

    /** Takes up to so many bytes and forgets them; says how many, fewer only at the end. */
    long skip(long most) throws IOException {
        long left = most;
        while (left > 0 && (at < end || fill())) {
            int count = (int) Math.min(left, end - at);
            at += count;
            left -= count;
        }
        return most - left;
    }

    /** What could not be read, if that was the problem and not what has been read. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The digests of all bytes, after the last one has been taken. */
    Digests digests() {
        return digests.result();
    }

    /** Reads the next chunk while the digests of this one are still being made. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        byte[] next = digested.length == 0 ? new byte[CHUNK] : digested;
        int count;
        try {
            count = in.readNBytes(next, 0, CHUNK);
            ended = count < CHUNK;
            if (ended) {
                digests.finish(next, count);
            } else {
                digests.begin(next, count);
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        digested = chunk;
        chunk = next;
        at = 0;
        end = count;
        length += count;
        return count > 0;
    }

    @Override
    public void close() {
        digests.close();
    }
}
