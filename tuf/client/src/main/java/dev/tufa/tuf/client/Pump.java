package dev.tufa.tuf.client;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in a thread of its own, some pieces ahead of the one that uses them: so both work at the same time, and the
 * reader can be left behind in a read that does not return.
 */
final class Pump implements Connector.Body {
    private static final int PIECES = 4;
    private static final int MOST_BYTES = 256 << 10;
    private static final byte[] CLOSED = new byte[0];

    private final Connector.Opening opening;
    private final Cancellation cancellation;
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(PIECES + 1);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 1);
    private @Nullable Piece current;
    private int taken;
    private volatile boolean closed;

    Pump(Connector.Opening opening, Cancellation cancellation) {
        this.opening = opening;
        this.cancellation = cancellation;
        // one more than the whole, so that a small body and its end come at once
        int bytes = 1 + (int) Math.min(opening.response().length().orElse(MOST_BYTES / 4), MOST_BYTES - 1);
        for (int i = 0; i < PIECES; i++) {
            empty.add(new byte[bytes]);
        }
        CompletableFuture<Pump> unused = Workers.begin(() -> {
            run();
            return this;
        });
    }

    /** Fills pieces until the end, or until nobody wants more; the response is closed before its end is told. */
    private void run() throws InterruptedException {
        Piece piece = Piece.of(CLOSED, -1);
        try (opening) {
            piece = fill(empty.take());
            while (piece.count >= 0 && !closed) {
                full.put(piece);
                piece = fill(empty.take());
            }
        } catch (IOException e) {
            piece = Piece.of(e);
        } catch (RuntimeException e) {
            piece = Piece.of(new IOException(e));
        }
        full.put(piece);
    }

    private Piece fill(byte[] bytes) throws IOException {
        return Piece.of(bytes, closed ? -1 : opening.response().body().read(bytes));
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Piece piece = current == null ? next() : current;
        if (piece.failure != null) {
            throw piece.failure;
        }
        if (piece.count < 0) {
            return -1;
        }
        int count = Math.min(length, piece.count - taken);
        System.arraycopy(piece.bytes, taken, buffer, offset, count);
        taken += count;
        if (taken == piece.count) {
            empty.add(piece.bytes);
            current = null;
        }
        return count;
    }

    private Piece next() throws IOException {
        Piece piece = cancellation.whileWaiting("for bytes", full::take);
        current = piece;
        taken = 0;
        return piece;
    }

    /** The reader closes the response, at once if it is not in a read. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            empty.add(CLOSED); // there is room for one more than there are pieces
        }
    }

    /** Some bytes of the body, or its end, which has a count of -1, or why it ended too early. */
    private static final class Piece {
        private final byte[] bytes;
        private final int count;
        private final @Nullable IOException failure;

        private Piece(byte[] bytes, int count, @Nullable IOException failure) {
            this.bytes = bytes;
            this.count = count;
            this.failure = failure;
        }

        static Piece of(byte[] bytes, int count) {
            return new Piece(bytes, count, null);
        }

        static Piece of(IOException failure) {
            return new Piece(CLOSED, -1, failure);
        }
    }
}
