package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.zip.GZIPInputStream;

/**
 * The body of an answer, decoded if it came compressed. No read takes much longer than the patience says, also while what comes
 * holds no data, as the headers of chunks and of compressed files do.
 */
final class HttpBody extends InputStream {
    /** Most compressed bytes without any data in them; stops headers, blocks and members without end. */
    private static final int MOST_WITHOUT_DATA = 16 << 10;

    private final URI uri;
    private final Wire wire;
    private final InputStream decoded;

    private HttpBody(URI uri, Wire wire, boolean gzip) throws IOException {
        this.uri = uri;
        this.wire = wire;
        this.decoded = gzip ? new GZIPInputStream(new Compressed(wire)) : wire;
    }

    static HttpBody of(Answer answer, URI uri, boolean gzip) throws IOException {
        try {
            return new HttpBody(uri, answer.body(), gzip);
        } catch (IOException e) {
            answer.end();
            throw HttpFailures.incomplete(uri, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        wire.begin();
        try {
            int count = decoded.read(buffer, offset, length);
            if (count < 0 && !wire.hasEnded()) {
                wire.read(); // the end of the compressed file should be the end of the body
            }
            return count;
        } catch (InterruptedIOException e) {
            if (e instanceof SocketTimeoutException) {
                throw HttpFailures.incomplete(uri, e);
            }
            throw e;
        } catch (IOException e) {
            throw HttpFailures.incomplete(uri, e);
        }
    }

    /** Keeps the connection for the next request if all of the body has come. */
    @Override
    public void close() throws IOException {
        if (wire.hasEnded()) {
            decoded.close();
        } else {
            wire.end(); // closing would read on, to the end of an endless body
        }
    }

    /** Compressed bytes, which have to have data in them. */
    private static final class Compressed extends InputStream {
        private final Wire wire;

        Compressed(Wire wire) {
            this.wire = wire;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int count = wire.read(buffer, offset, wanted);
            if (wire.sinceBegun() > MOST_WITHOUT_DATA) {
                throw new IOException(wire.sinceBegun() + " compressed bytes without data");
            }
            return count;
        }

        /** Something, until the end: what decodes looks for another member only where it is told that there is something. */
        @Override
        public int available() {
            return wire.hasEnded() ? 0 : 1;
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
