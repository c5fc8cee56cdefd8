package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Opens files through a {@link Fetcher}, so many at a time with one host. Whoever cancels need not wait for a server: a thread
 * that does is left behind, and closes what it opened when it comes back.
 */
final class Connector {
    /** Bodies from this length on are read by another thread than the one that digests and stores them. */
    private static final long LARGE = 256 << 10;

    private final Fetcher fetcher;
    private final TransferPolicy policy;
    private final HostSlots slots;

    Connector(Fetcher fetcher, TransferPolicy policy) {
        this.fetcher = fetcher;
        this.policy = policy;
        this.slots = new HostSlots(policy.connections());
    }

    boolean isCopy() {
        return fetcher.isCopy();
    }

    TransferPolicy policy() {
        return policy;
    }

    /** Opens a file when it is its turn. */
    Opened open(Fetcher.Request request, Cancellation cancellation) throws IOException {
        boolean mayBeCancelled = cancellation.isPossible();
        Opening opening = mayBeCancelled ? elsewhere(request, cancellation) : here(request, cancellation);
        boolean pumped = mayBeCancelled || opening.response().length().orElse(0) >= LARGE;
        return new Opened(
                opening.response(), pumped ? new Pump(opening, cancellation) : new Plain(opening, cancellation));
    }

    /** The same for a thread that nobody waits for. */
    Opened openBeside(Fetcher.Request request, Cancellation cancellation) throws IOException {
        Opening opening = here(request, cancellation);
        return new Opened(opening.response(), new Plain(opening, cancellation));
    }

    private Opening elsewhere(Fetcher.Request request, Cancellation cancellation) throws IOException {
        CompletableFuture<Opening> opening = Workers.begin(() -> here(request, cancellation));
        boolean taken = false;
        try {
            Opening opened = Workers.await(opening, cancellation);
            taken = true;
            return opened;
        } catch (TrustException e) {
            throw new IllegalStateException("a fetcher judges nothing", e);
        } finally {
            if (!taken) {
                CompletableFuture<Void> unused = opening.thenAccept(Opening::discard);
            }
        }
    }

    private Opening here(Fetcher.Request request, Cancellation cancellation) throws IOException {
        HostSlots.Slot slot = slots.take(request.uri(), cancellation);
        boolean opened = false;
        try {
            Opening opening = new Opening(fetcher.open(request), slot);
            opened = true;
            return opening;
        } finally {
            if (!opened) {
                slot.close();
            }
        }
    }

    /** A file that comes, and the turn that it takes. */
    record Opening(Fetcher.Response response, HostSlots.Slot slot) implements Closeable {
        @Override
        public void close() throws IOException {
            try (slot) {
                response.close();
            }
        }

        void discard() {
            try {
                close();
            } catch (IOException e) {
                // nobody wants it any more
            }
        }
    }

    /**
     * A file that comes.
     *
     * @param body its bytes
     */
    record Opened(Fetcher.Response response, Body body) implements Closeable {
        /** Reads some bytes; -1 at the end. */
        int read(byte[] buffer, int offset, int length) throws IOException {
            return body.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** How the bytes of a file are read. */
    interface Body extends Closeable {
        int read(byte[] buffer, int offset, int length) throws IOException;
    }

    /** By the thread that wants them. */
    private record Plain(Opening opening, Cancellation cancellation) implements Body {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = opening.response().body().read(buffer, offset, length);
            cancellation.check();
            return count;
        }

        @Override
        public void close() throws IOException {
            opening.close();
        }
    }
}
