package dev.tufa.tuf.client.http;

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Ends a connection when its time is up, because time limits on single reads do not bound their sum. */
final class Watchdog extends TimerTask implements AutoCloseable {
    private static final Timer TIMER = new Timer("tufa-http-watchdog", true);

    private final HttpURLConnection connection;
    private volatile boolean bitten;

    private Watchdog(HttpURLConnection connection) {
        this.connection = connection;
    }

    static Watchdog disconnects(HttpURLConnection connection, Duration after) {
        Watchdog watchdog = new Watchdog(connection);
        TIMER.schedule(watchdog, after.toMillis());
        return watchdog;
    }

    boolean hasBitten() {
        return bitten;
    }

    @Override
    public void run() {
        bitten = true;
        connection.disconnect();
    }

    @Override
    public void close() {
        cancel();
    }
}
