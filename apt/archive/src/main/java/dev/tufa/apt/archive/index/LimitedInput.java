package dev.tufa.apt.archive.index;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input that is refused beyond a length, so that a few bytes cannot unpack to a full memory. */
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private long length;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        int read = super.read(bytes, offset, wanted);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long read) throws IndexException {
        length += read;
        if (length > limit) {
            throw new IndexException("expected at most %d bytes, got more".formatted(limit));
        }
    }
}
