package dev.tufa.tuf.client;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Threads that fetch beside the one that decides. They end when nothing is left to do, and keep no process alive. */
final class Workers {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final ExecutorService POOL = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tufa-client-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private Workers() {}

    static <T> CompletableFuture<T> begin(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        POOL.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) { // whoever waits for it fails in its place
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Waits for what was begun, and fails as it did. */
    static <T> T await(Future<T> work, Cancellation cancellation) throws IOException, TrustException {
        return await(work::get, cancellation);
    }

    /** The same, and not longer than so. */
    static <T> T await(Future<T> work, Duration patience, Cancellation cancellation)
            throws IOException, TrustException {
        return await(
                () -> {
                    try {
                        return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (TimeoutException e) {
                        throw new IOException("no answer within " + patience.toMillis() + " ms", e);
                    }
                },
                cancellation);
    }

    private static <T> T await(Result<T> result, Cancellation cancellation) throws IOException, TrustException {
        try {
            return cancellation.whileWaiting("for an answer", () -> {
                try {
                    return result.get();
                } catch (ExecutionException e) {
                    throw new FailedException(e);
                }
            });
        } catch (FailedException e) {
            throw failure(e.work.getCause());
        }
    }

    private static IllegalStateException failure(@Nullable Throwable cause) throws IOException, TrustException {
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause instanceof TrustException refusal) {
            throw refusal;
        }
        if (cause instanceof RuntimeException mistake) {
            throw mistake;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }

    /** Carries what a worker failed with past a wait that knows nothing of it. */
    private static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final ExecutionException work;

        FailedException(ExecutionException work) {
            super(work);
            this.work = work;
        }
    }

    @FunctionalInterface
    private interface Result<T> {
        T get() throws IOException, InterruptedException, ExecutionException;
    }
}
