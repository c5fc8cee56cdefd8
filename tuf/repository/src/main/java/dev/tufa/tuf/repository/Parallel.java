package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the same with each of many things, on all processors; results come in the order of the things. */
final class Parallel {
    /** For fewer, starting threads would take longer. */
    private static final int FEWEST = 64;

    private Parallel() {}

    static <T, R> List<R> map(List<T> things, Step<T, R> step) throws RepositoryException, IOException, TrustException {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), things.size() / FEWEST + 1);
        if (threads == 1) {
            List<R> results = new ArrayList<>();
            for (T thing : things) {
                results.add(step.apply(thing));
            }
            return results;
        }
        Object[] results = new Object[things.size()];
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, Parallel::daemon);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    for (int at = next.getAndIncrement(); at < results.length; at = next.getAndIncrement()) {
                        results[at] = step.apply(things.get(at));
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            next.set(Integer.MAX_VALUE / 2); // the others end when one has failed
            executor.shutdownNow();
            awaitEnd(executor);
        }
        @SuppressWarnings("unchecked") // each was made by the step
        List<R> list = (List<R>) List.of(results);
        return list;
    }

    private static void await(Future<?> worker) throws RepositoryException, IOException, TrustException {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("work: expected to be left to finish, got an interrupt", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RepositoryException refused) {
                throw refused;
            }
            if (cause instanceof IOException failed) {
                throw failed;
            }
            if (cause instanceof TrustException refused) {
                throw refused;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof RuntimeException bug) {
                throw bug;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is done any more when the caller goes on, whatever has failed. */
    private static void awaitEnd(ExecutorService executor) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tufa-sign");
        thread.setDaemon(true);
        return thread;
    }

    /** What is done with one. */
    @FunctionalInterface
    interface Step<T, R> {
        R apply(T thing) throws RepositoryException, IOException, TrustException;
    }
}
