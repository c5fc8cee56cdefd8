package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The pieces of a body as they come: the next one is asked for when one is taken. */
final class Http2Body implements HttpResponse.BodySubscriber<Http2Body> {
    private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    @Override
    public CompletionStage<Http2Body> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription publisher) {
        subscription = publisher;
        if (cancelled) {
            publisher.cancel();
        } else {
            publisher.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Piece(buffers, Optional.empty(), false));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Piece(List.of(), Optional.of(failure), true));
    }

    @Override
    public void onComplete() {
        arrived.add(new Piece(List.of(), Optional.empty(), true));
    }

    /**
     * Takes the next bytes, which may be none; nothing at the end.
     *
     * @throws TimeoutException if there are none within so many nanoseconds
     */
    Optional<List<ByteBuffer>> next(long nanos) throws IOException, InterruptedException, TimeoutException {
        Piece piece = arrived.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        if (piece == null) {
            throw new TimeoutException();
        }
        if (piece.failure.isPresent()) {
            Throwable failure = piece.failure.get();
            throw new IOException(HttpFailures.describe(failure), failure);
        }
        if (piece.last) {
            return Optional.empty();
        }
        request();
        return Optional.of(piece.buffers);
    }

    private synchronized void request() {
        if (subscription != null && !cancelled) {
            subscription.request(1);
        }
    }

    /** Wants no more. */
    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /**
     * What has come.
     *
     * @param last whether it is the end, good or bad
     */
    private record Piece(List<ByteBuffer> buffers, Optional<Throwable> failure, boolean last) {}
}
