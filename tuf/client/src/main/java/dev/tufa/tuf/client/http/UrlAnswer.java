package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came on a {@link HttpURLConnection}. */
final class UrlAnswer implements Answer {
    private final HttpURLConnection connection;
    private final int status;
    private final Duration patience;

    UrlAnswer(HttpURLConnection connection, int status, Duration patience) {
        this.connection = connection;
        this.status = status;
        this.patience = patience;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }

    @Override
    public Wire body() throws IOException {
        InputStream in =
                status < HttpURLConnection.HTTP_BAD_REQUEST ? connection.getInputStream() : connection.getErrorStream();
        if (in == null) {
            throw new IOException("no body");
        }
        return new Body(in);
    }

    @Override
    public void end() {
        Connections.end(connection);
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

    /** Reads of a body with a length are bounded by the connection's own time limit. */
    private final class Body extends Wire {
        private final InputStream in;
        private final boolean chunked;
        private volatile boolean abandoned;

        Body(InputStream in) {
            super(length(), patience);
            this.in = in;
            this.chunked = header("Transfer-Encoding")
                    .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"))
                    .isPresent();
        }

        @Override
        int receive(byte[] buffer, int offset, int wanted, long nanos) throws IOException {
            return chunked ? readElsewhere(buffer, offset, wanted, nanos) : in.read(buffer, offset, wanted);
        }

        /**
         * Between two chunks, one read lasts as long as a server lets headers drip, and nothing can end it: the thread that
         * reads is left behind, and takes the connection with it when it comes back.
         */
        private int readElsewhere(byte[] buffer, int offset, int wanted, long nanos) throws IOException {
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
                int count = read.get(nanos, TimeUnit.NANOSECONDS);
                System.arraycopy(own, 0, buffer, offset, Math.max(count, 0));
                return count;
            } catch (TimeoutException e) {
                abandoned = true;
                throw late();
            } catch (InterruptedException e) {
                abandoned = true;
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(connection.getURL() + ": interrupted while waiting for bytes");
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new IOException(HttpFailures.describe(cause), cause);
            }
        }

        @Override
        void end() {
            if (!abandoned) {
                Connections.end(connection);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
