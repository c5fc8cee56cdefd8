package dev.tufa.apt.archive.deb;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.digest.Digests;
import java.io.Closeable;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Several digests of the same bytes, each in a thread of its own, while the next bytes are read. A file of one chunk is digested where
 * it is read: threads would cost more.
 */
final class ChunkDigests implements Closeable {
    private final Map<DigestAlgorithm, MessageDigest> digests;
    private final List<Future<?>> running = new ArrayList<>();
    private @Nullable ExecutorService threads;

    ChunkDigests(Set<DigestAlgorithm> algorithms) {
        this.digests = Digests.begin(algorithms);
    }

    /** Takes the last bytes of a file, and waits until they are digested. */
    void finish(byte[] chunk, int length) throws InterruptedIOException {
        await();
        digests.values().forEach(digest -> digest.update(chunk, 0, length));
    }

    /** Takes bytes, which must not change before the next call returns. */
    void begin(byte[] chunk, int length) throws InterruptedIOException {
        await();
        if (threads == null) {
            threads = Executors.newFixedThreadPool(digests.size(), ChunkDigests::thread);
        }
        for (MessageDigest digest : digests.values()) {
            running.add(threads.submit(() -> digest.update(chunk, 0, length)));
        }
    }

    /** What has come out. To be asked once, after {@link #finish}. */
    Digests result() {
        return Digests.finish(digests);
    }

    private void await() throws InterruptedIOException {
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while a file was digested");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            throw new IllegalStateException("bytes in memory can be digested", e);
        }
        running.clear();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tufa-digest");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
