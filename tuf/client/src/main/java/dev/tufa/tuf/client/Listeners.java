package dev.tufa.tuf.client;

import java.util.OptionalLong;

/** Tells those who listen, one thing at a time. */
final class Listeners {
    private final ProgressListener progress;
    private final UpdateListener events;

    Listeners(ProgressListener progress, UpdateListener events) {
        this.progress = progress;
        this.events = events;
    }

    synchronized void decided(UpdateEvent event) {
        events.decided(event);
    }

    synchronized void entered(ProgressListener.Phase phase) {
        progress.entered(phase);
    }

    synchronized void expected(int files, long bytes) {
        progress.expected(files, bytes);
    }

    synchronized void started(String file, OptionalLong length) {
        progress.started(file, length);
    }

    synchronized void received(String file, long bytes) {
        progress.received(file, bytes);
    }

    synchronized void finished(String file, long bytes) {
        progress.finished(file, bytes);
    }

    synchronized void broken(String file) {
        progress.broken(file);
    }
}
