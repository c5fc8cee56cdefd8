package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Waits for the disk in several threads at once: a file system that is asked for many files together brings them there together. */
final class Together {
    private static final int THREADS = 8;
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final ExecutorService POOL = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tufa-disk-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private Together() {}

    /** Does all of them, in any order, and fails as one of them did when all that were begun have ended. */
    static void run(Collection<Action> actions) throws IOException {
        Queue<Action> left = new ArrayDeque<>(actions);
        List<Future<?>> others = new ArrayList<>();
        for (int thread = 1; thread < Math.min(THREADS, actions.size()); thread++) {
            others.add(begin(() -> runAll(left)));
        }
        Failure failure = new Failure();
        failure.of(() -> runAll(left));
        for (Future<?> other : others) {
            failure.of(() -> await(other));
        }
        failure.raise();
    }

    private static void runAll(Queue<Action> left) throws IOException {
        while (true) {
            Action next;
            synchronized (left) {
                next = left.poll();
            }
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    /** Does it in another thread. */
    static Future<?> begin(Action action) {
        return POOL.submit(() -> {
            action.run();
            return null;
        });
    }

    /** Waits until it is done, whoever interrupts, and fails as it did. */
    static void await(Future<?> begun) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    begun.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException mistake) {
            throw mistake;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    /** An operation on the disk. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** What went wrong first. */
    private static final class Failure {
        private @Nullable Throwable first;

        void of(Action action) {
            try {
                action.run();
            } catch (IOException | RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else if (!first.equals(e)) {
                    first.addSuppressed(e);
                }
            }
        }

        void raise() throws IOException {
            if (first != null) {
                throw rethrown(first);
            }
        }
    }
}
