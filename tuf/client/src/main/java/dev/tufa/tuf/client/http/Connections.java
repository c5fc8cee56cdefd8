package dev.tufa.tuf.client.http;

import java.net.HttpURLConnection;

/** Ends connections, from any thread. */
final class Connections {
    private Connections() {}

    /** Ends a connection. The platform trips over one that another thread uses or ends at this very instant; then it has ended. */
    static void end(HttpURLConnection connection) {
        try {
            connection.disconnect();
        } catch (RuntimeException e) {
            // there is nothing left to end
        }
    }
}
