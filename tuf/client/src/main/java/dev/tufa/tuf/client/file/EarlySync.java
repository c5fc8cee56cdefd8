package dev.tufa.tuf.client.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Brings a large file to the disk while it is written, in a thread beside, so that little is left to wait for at its end. A
 * disk tells of a failure once, to whoever waits for it: so a failure here is kept and told at the end.
 */
final class EarlySync {
    /** What the disk is given at a time. */
    private static final long STEP = 16 << 20;

    private final DurableFiles files;
    private final FileChannel channel;
    private long unsynced;
    private @Nullable Future<?> running;

    EarlySync(DurableFiles files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /** So many bytes have been written. */
    void wrote(long count) throws IOException {
        unsynced += count;
        if (unsynced >= STEP && (running == null || running.isDone())) {
            await();
            unsynced = 0;
            running = Together.begin(() -> files.syncBytes(channel));
        }
    }

    /** Waits for what was begun: then the channel may be closed. */
    void await() throws IOException {
        Future<?> begun = running;
        running = null;
        if (begun != null) {
            Together.await(begun);
        }
    }
}
