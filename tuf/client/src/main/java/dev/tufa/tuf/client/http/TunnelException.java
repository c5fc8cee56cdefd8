package dev.tufa.tuf.client.http;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A proxy has not made the tunnel that it was asked for. What it says is not the server's answer. */
final class TunnelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What the platform says where it asked. */
    private static final Pattern PLATFORM =
            Pattern.compile("(?:Unable to tunnel through proxy\\. Proxy returns \"HTTP/1\\.[01] |Tunnel failed, got: )"
                    + "(?<status>[0-9]{3}).*");

    private final int status;

    TunnelException(int status) {
        super("HTTP status " + status);
        this.status = status;
    }

    /** Says so if that is why a request has failed. */
    static void check(URI uri, Route route, Exception failure) throws IOException {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            int refused = e instanceof TunnelException tunnel ? tunnel.status : statusIn(e.getMessage());
            if (refused > 0 && route.isHttp()) {
                throw HttpFailures.refusedByProxy(uri, refused, route.hint());
            }
        }
    }

    private static int statusIn(@Nullable String message) {
        Matcher refused = PLATFORM.matcher(message == null ? "" : message);
        return refused.matches() ? Integer.parseInt(refused.group("status")) : -1;
    }
}
