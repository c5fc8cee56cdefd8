package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeoutException;

/** What came by {@code java.net.http}. */
final class Http2Answer implements Answer {
    private final HttpResponse<Http2Body> response;
    private final Duration patience;

    Http2Answer(HttpResponse<Http2Body> response, Duration patience) {
        this.response = response;
        this.patience = patience;
    }

    @Override
    public int status() {
        return response.statusCode();
    }

    @Override
    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public Wire body() {
        return new Body();
    }

    @Override
    public void end() {
        response.body().cancel();
    }

    private final class Body extends Wire {
        private final Queue<ByteBuffer> buffers = new ArrayDeque<>();

        Body() {
            super(length(), patience);
        }

        @Override
        int receive(byte[] buffer, int offset, int wanted, long nanos) throws IOException {
            long end = System.nanoTime() + nanos;
            while (left() == 0 && wanted > 0) { // a piece may be empty, and so may be all of them
                Optional<List<ByteBuffer>> more = await(end - System.nanoTime());
                if (more.isEmpty()) {
                    return -1;
                }
                buffers.addAll(more.get());
            }
            int count = Math.min(wanted, left());
            if (count > 0) {
                buffers.element().get(buffer, offset, count);
            }
            return count;
        }

        private Optional<List<ByteBuffer>> await(long nanos) throws IOException {
            try {
                return response.body().next(nanos);
            } catch (TimeoutException e) {
                throw late();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(response.uri() + ": interrupted while waiting for bytes");
            }
        }

        /** What is left of the first buffer that has something. */
        private int left() {
            while (!buffers.isEmpty() && !buffers.element().hasRemaining()) {
                buffers.remove();
            }
            return buffers.isEmpty() ? 0 : buffers.element().remaining();
        }

        @Override
        void end() {
            response.body().cancel();
        }
    }
}
