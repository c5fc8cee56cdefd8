package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * The body of an answer, decoded if it came compressed. No read takes much longer than the patience says, whatever the server
 * sends: also what holds no data, as the headers of chunks and of compressed files do.
 */
final class HttpBody extends InputStream {
    /** Most compressed bytes without any data in them; stops headers, blocks and members without end. */
    private static final int MOST_WITHOUT_DATA = 16 << 10;

    private final HttpURLConnection connection;
    private final URI uri;
    private final Duration patience;
    private final Wire wire;
    private final InputStream decoded;

    private HttpBody(HttpURLConnection connection, InputStream in, URI uri, Duration patience, boolean gzip)
            throws IOException {
        this.connection = connection;
        this.uri = uri;
        this.patience = patience;
        this.wire = new Wire(in);
        this.decoded = gzip ? new GZIPInputStream(wire) : wire;
    }

    /**
     * The body of a connection that has answered.
     *
     * @param patience longest wait for the next bytes
     */
    static HttpBody of(HttpURLConnection connection, InputStream in, URI uri, Duration patience, boolean gzip)
            throws IOException {
        try {
            return new HttpBody(connection, in, uri, patience, gzip);
        } catch (IOException e) {
            Connections.end(connection);
            throw incomplete(uri, e);
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
            if (count < 0 && !wire.ended) {
                wire.read(); // the end of the compressed file should be the end of the body
            }
            return count;
        } catch (InterruptedIOException e) {
            if (e instanceof SocketTimeoutException) {
                throw incomplete(uri, e);
            }
            throw e;
        } catch (IOException e) {
            throw incomplete(uri, e);
        }
    }

    /** Keeps the connection for the next request if all of the body has come. */
    @Override
    public void close() throws IOException {
        if (wire.ended) {
            decoded.close();
        } else if (!wire.abandoned) {
            Connections.end(connection); // closing would read on, to the end of an endless body
        }
    }

    private static IOException incomplete(URI uri, IOException e) {
        return new IOException("%s: expected the whole file, got %s".formatted(uri, HttpFetcher.describe(e)), e);
    }

    /** Only bodies in chunks need them, which most repositories never send. */
    private static final class Readers {
        /** Daemons; those that are idle end after a minute. */
        static final ExecutorService POOL = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "tufa-http-body");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The body as it comes. */
    private final class Wire extends InputStream {
        private final InputStream in;
        private final long length;
        private final boolean chunked;
        private long received;
        private long begun;
        private int withoutData;
        private boolean ended;
        private volatile boolean abandoned;

        Wire(InputStream in) {
            this.in = in;
            this.length = connection.getContentLengthLong();
            String coding = connection.getHeaderField("Transfer-Encoding");
            this.chunked = coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked");
            begin();
        }

        void begin() {
            begun = System.nanoTime();
            withoutData = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            if (ended) {
                return -1;
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw late();
            }
            int count = chunked ? readElsewhere(buffer, offset, wanted) : in.read(buffer, offset, wanted);
            if (count < 0) {
                ended = true;
                if (received < length) {
                    throw new IOException("Premature EOF");
                }
                return count;
            }
            received += count;
            withoutData += count;
            if (decoded != this && withoutData > MOST_WITHOUT_DATA) {
                throw new IOException(withoutData + " compressed bytes without data");
            }
            return count;
        }

        /**
         * Between two chunks, one read lasts as long as a server lets headers drip, and nothing can end it: the thread that
         * reads is left behind, and takes the connection with it when it comes back.
         */
        private int readElsewhere(byte[] buffer, int offset, int wanted) throws IOException {
            byte[] own = new byte[wanted];
            Future<Integer> read = Readers.POOL.submit(() -> {
                try {
                    return in.read(own);
                } finally {
                    if (abandoned) {
                        Connections.end(connection);
                    }
                }
            });
            try {
                int count = read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                System.arraycopy(own, 0, buffer, offset, Math.max(count, 0));
                return count;
            } catch (TimeoutException e) {
                abandoned = true;
                throw late();
            } catch (InterruptedException e) {
                abandoned = true;
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(uri + ": interrupted while waiting for bytes");
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new IOException(HttpFetcher.describe(cause), cause);
            }
        }

        private SocketTimeoutException late() {
            return new SocketTimeoutException("no more of it within " + patience.toSeconds() + " s");
        }

        @Override
        public int available() throws IOException {
            return ended ? 0 : in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
