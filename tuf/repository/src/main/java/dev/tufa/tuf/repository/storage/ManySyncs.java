package dev.tufa.tuf.repository.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Waits for many files side by side: a disk does in one go what is asked of it at the same time, so that ten files take little
 * longer than one.
 */
final class ManySyncs {
    /** More wait no shorter. */
    private static final int MOST_THREADS = 16;

    private ManySyncs() {}

    static void run(Collection<Path> paths, OneSync sync) throws IOException {
        if (paths.size() == 1) {
            sync.sync(paths.iterator().next());
            return;
        }
        Queue<Path> left = new ConcurrentLinkedQueue<>(paths);
        List<FutureTask<Void>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(paths.size(), MOST_THREADS); i++) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                drain(left, sync);
                return null;
            });
            others.add(task);
            Thread thread = new Thread(task, "tufa-sync");
            thread.setDaemon(true);
            thread.start();
        }
        IOException failure = null;
        try {
            drain(left, sync);
        } catch (IOException e) {
            failure = e;
        }
        for (FutureTask<Void> task : others) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failure =
                        add(failure, e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = add(failure, new IOException("sync: expected to be left to finish, got an interrupt", e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void drain(Queue<Path> left, OneSync sync) throws IOException {
        for (Path path = left.poll(); path != null; path = left.poll()) {
            sync.sync(path);
        }
    }

    private static IOException add(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /** Waits for one. */
    @FunctionalInterface
    interface OneSync {
        void sync(Path path) throws IOException;
    }
}
