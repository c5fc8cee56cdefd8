package dev.tufa.tuf.client.http;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** Ends a connection when its time is up, because time limits on single reads do not bound their sum. */
final class Watchdog extends TimerTask implements AutoCloseable {
    private static final Timer TIMER = new Timer("tufa-http-watchdog", true);

    /** Bites again, in case there was nothing to disconnect yet. */
    private static final long AGAIN_MILLIS = 500;

    private volatile @Nullable HttpURLConnection connection;
    private volatile boolean bitten;

    private Watchdog(HttpURLConnection connection) {
        this.connection = connection;
    }

    static Watchdog disconnects(HttpURLConnection connection, Duration after) {
        Watchdog watchdog = new Watchdog(connection);
        TIMER.schedule(watchdog, after.toMillis(), AGAIN_MILLIS);
        return watchdog;
    }

    boolean hasBitten() {
        return bitten;
    }

    @Override
    public void run() {
        HttpURLConnection guarded = connection;
        if (guarded != null) {
            bitten = true;
            Connections.end(guarded);
        }
    }

    /** Calls it off. The timer keeps it until its time would have come, but not the connection. */
    @Override
    public void close() {
        cancel();
        connection = null;
    }
}
