package dev.tufa.tuf.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cancels what an {@link Updater} does for somebody, from any thread and for good: the call ends with a {@link
 * CancelledException}, at the latest when the read that it is in returns, and leaves nothing unfinished behind.
 */
public final class Cancellation {
    /** Nobody can cancel this one. */
    static final Cancellation NEVER = new Cancellation(false);

    private final boolean possible;
    private final List<Hook> hooks = new ArrayList<>();
    private boolean cancelled;

    /** One that nobody has asked for yet. */
    public Cancellation() {
        this(true);
    }

    private Cancellation(boolean possible) {
        this.possible = possible;
    }

    /** Cancels. It returns at once; a second time does nothing. */
    public synchronized void cancel() {
        if (!possible) {
            throw new IllegalStateException("cancellation: expected one of somebody's own");
        }
        cancelled = true;
        hooks.forEach(hook -> hook.action.run());
        hooks.clear();
    }

    /** Whether somebody has cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    boolean isPossible() {
        return possible;
    }

    void check() throws CancelledException {
        if (possible && isCancelled()) {
            throw new CancelledException();
        }
    }

    /** Does something when it is cancelled, or now if it is, unless the hook was closed by then. */
    synchronized Hook onCancel(Runnable action) {
        Hook hook = new Hook(action);
        if (cancelled) {
            action.run();
        } else if (possible) {
            hooks.add(hook);
        }
        return hook;
    }

    /**
     * Waits for something in this thread, and no longer than until it is cancelled.
     *
     * @param what is waited for, for whoever is interrupted
     */
    <T> T whileWaiting(String what, Waiting<T> waiting) throws IOException {
        check();
        try (Hook hook = onCancel(Thread.currentThread()::interrupt)) {
            return waiting.run();
        } catch (InterruptedException | InterruptedIOException e) {
            check();
            throw interrupted(what, e);
        } finally {
            if (possible && isCancelled()) {
                Thread.interrupted(); // was for the wait and not for the caller
            }
        }
    }

    private static IOException interrupted(String what, Exception e) {
        if (e instanceof InterruptedIOException already) {
            return already;
        }
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting " + what);
        interrupted.initCause(e);
        return interrupted;
    }

    /** Something that waits and can be interrupted. */
    @FunctionalInterface
    interface Waiting<T> {
        T run() throws IOException, InterruptedException;
    }

    /** What is done on cancellation, until it is closed. */
    final class Hook implements AutoCloseable {
        private final Runnable action;

        private Hook(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            synchronized (Cancellation.this) {
                hooks.remove(this);
            }
        }
    }
}
