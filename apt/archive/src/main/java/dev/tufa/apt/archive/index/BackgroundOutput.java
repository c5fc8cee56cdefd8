package dev.tufa.apt.archive.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * An output that another thread writes, so that a slow compressor has a processor of its own. A few blocks wait in between; then
 * the writer waits as well.
 */
final class BackgroundOutput extends OutputStream {
    private static final int BLOCKS = 64;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private final FutureTask<Void> task;
    private final Thread thread;

    private BackgroundOutput(OutputStream out) {
        this.task = new FutureTask<>(() -> {
            for (byte[] block = blocks.take(); block.length > 0; block = blocks.take()) {
                out.write(block);
            }
            out.close();
            return null;
        });
        this.thread = new Thread(task, "tufa-index");
    }

    /** Begins to write to an output, which no one else may touch until this one is closed. */
    static BackgroundOutput start(OutputStream out) {
        BackgroundOutput started = new BackgroundOutput(out);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    @Override
    public void write(int b) throws IOException {
        hand(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            hand(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /** Waits until everything is written and the output behind is closed. */
    @Override
    public void close() throws IOException {
        if (!task.isDone()) {
            hand(END);
        }
        await();
    }

    /** Stops, with the output behind left as it is then. Harmless after {@link #close}. */
    void abandon() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(byte[] block) throws IOException {
        try {
            while (!blocks.offer(block, 100, TimeUnit.MILLISECONDS)) {
                if (task.isDone()) {
                    await();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void await() throws IOException {
        try {
            task.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("writing an index was interrupted");
    }
}
