package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
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

    private static final int END = Integer.MAX_VALUE / 2;

    private Parallel() {}

    /** Fails as going through the things one by one would: of several failures, the one of the first thing is told. */
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
        ConcurrentSkipListMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, Parallel::daemon);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    for (int at = next.getAndIncrement(); at < results.length; at = next.getAndIncrement()) {
                        try {
                            results[at] = step.apply(things.get(at));
                        } catch (Throwable e) {
                            failures.put(at, e);
                            next.set(END); // whatever comes before this one has been begun
                        }
                    }
                }));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            next.set(END);
            executor.shutdownNow();
            awaitEnd(executor);
        }
        if (!failures.isEmpty()) {
            throw rethrown(failures.firstEntry().getValue());
        }
        @SuppressWarnings("unchecked") // each was made by the step
        List<R> list = (List<R>) List.of(results);
        return list;
    }

    private static void await(Future<?> worker) throws IOException {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("work: expected to be left to finish, got an interrupt", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker keeps its failures", e);
        }
    }

    private static RuntimeException rethrown(Throwable failure)
            throws RepositoryException, IOException, TrustException {
        if (failure instanceof RepositoryException refused) {
            throw refused;
        }
        if (failure instanceof IOException failed) {
            throw failed;
        }
        if (failure instanceof TrustException refused) {
            throw refused;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException bug ? bug : new IllegalStateException(failure);
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
