package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Which failure it is: whether a file is not there, whether trying again may help, and words for it. */
final class HttpFailures {
    private static final Set<Integer> NOT_AVAILABLE = Set.of(403, 404, 410);
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private HttpFailures() {}

    /**
     * An answer without a file.
     *
     * @param hint what may help; may be empty
     */
    static IOException of(URI uri, int status, String hint) {
        if (NOT_AVAILABLE.contains(status)) {
            return new NotAvailableException(uri, "HTTP status " + status);
        }
        String message = status < 0
                ? uri + ": expected an HTTP answer, got something else"
                : "%s: expected HTTP status 200, got %d%s"
                        .formatted(uri, status, hint.isEmpty() ? "" : " (" + hint + ")");
        return status >= 500 || TEMPORARY.contains(status)
                ? new IOException(message)
                : new PermanentFetchException(message);
    }

    /** No answer at all. */
    static IOException unanswered(URI uri, IOException e) {
        return e instanceof SSLException
                ? new PermanentFetchException(
                        "%s: expected a trusted TLS connection, got %s".formatted(uri, describe(e)), e)
                : new IOException("%s: expected an answer, got %s".formatted(uri, describe(e)), e);
    }

    /** A proxy that does not pass on to the server. */
    static IOException refusedByProxy(URI uri, int status, String hint) {
        String message = "%s: expected a way through the proxy, got HTTP status %d from it".formatted(uri, status);
        return status == 407 ? new PermanentFetchException(message + " (" + hint + ")") : new IOException(message);
    }

    /** Only part of the headers. */
    static IOException late(Duration limit, Exception cause) {
        return new IOException("only part of one within " + limit.toSeconds() + " s", cause);
    }

    /** Only part of the body. */
    static IOException incomplete(URI uri, IOException e) {
        return new IOException("%s: expected the whole file, got %s".formatted(uri, describe(e)), e);
    }

    static String describe(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
