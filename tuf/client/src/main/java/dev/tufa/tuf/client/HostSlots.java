package dev.tufa.tuf.client;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds how many transfers go on with one host at a time. */
final class HostSlots {
    private final int perHost;
    private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();

    HostSlots(int perHost) {
        this.perHost = perHost;
    }

    /** Waits for a turn with the host of a URL. */
    Slot take(URI uri, Cancellation cancellation) throws IOException {
        String host = String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
        Semaphore free = slots.computeIfAbsent(host, unused -> new Semaphore(perHost));
        if (!free.tryAcquire()) {
            cancellation.whileWaiting("for a turn with " + host, () -> {
                free.acquire();
                return free;
            });
        }
        return new Slot(free);
    }

    /** A turn, until it is closed. */
    static final class Slot implements AutoCloseable {
        private final Semaphore free;
        private boolean closed;

        private Slot(Semaphore free) {
            this.free = free;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                free.release();
            }
        }
    }
}
