package dev.tufa.apt.publish.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with many things on all processors, and hands the results on in the order of the things. */
final class SideBySide {
    /** So many are begun before the first of them is handed on: more would only fill the memory. */
    private static final int AHEAD = 64;

    private SideBySide() {}

    static <A, B> void each(List<A> things, Work<A, B> work, Taker<B> taker) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), things.size())), SideBySide::thread);
        try {
            Deque<Future<B>> running = new ArrayDeque<>();
            for (A thing : things) {
                if (running.size() == AHEAD) {
                    taker.take(result(running.remove()));
                }
                running.add(threads.submit(() -> work.of(thing)));
            }
            while (!running.isEmpty()) {
                taker.take(result(running.remove()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <B> B result(Future<B> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while files were read");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tufa-intake");
        thread.setDaemon(true);
        return thread;
    }

    /** What is done with each. */
    @FunctionalInterface
    interface Work<A, B> {
        B of(A thing) throws IOException;
    }

    /** Takes the results. */
    @FunctionalInterface
    interface Taker<B> {
        void take(B result) throws IOException;
    }
}
