package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Fetches over HTTP and HTTPS with {@link HttpURLConnection}, the client of the platform that starts fastest. Redirects are
 * followed a few times and never from https to http. Whatever the server does, no call and no read blocks longer than the time
 * limits say.
 */
public final class HttpFetcher implements Fetcher {
    private static final int MOST_REDIRECTS = 5;

    /** How long a page that nobody looks at may be to be read, so that the connection can be used again. */
    private static final int SHORT_PAGE_BYTES = 16 << 10;

    private static final Set<Integer> NOT_AVAILABLE = Set.of(403, 404, 410);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final ProxySelector proxies;

    /** A fetcher that waits 10 s for a connection and 20 s for bytes, and asks the environment for proxies. */
    public HttpFetcher() {
        this(Duration.ofSeconds(10), Duration.ofSeconds(20), EnvironmentProxySelector.system());
    }

    /**
     * A fetcher.
     *
     * @param connectTimeout longest wait for a connection
     * @param readTimeout longest wait for the headers of an answer, and for the next bytes of its body
     * @param proxies which proxies to go through
     */
    public HttpFetcher(Duration connectTimeout, Duration readTimeout, ProxySelector proxies) {
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.proxies = proxies;
    }

    @Override
    public Response open(Request request) throws IOException {
        URI uri = request.uri();
        Optional<Beginning> beginning = request.beginning();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpURLConnection connection = connect(uri, request.compressible());
            beginning.ifPresent(known -> Ranges.ask(connection, known));
            int status = statusOf(connection, uri);
            if (status == HttpURLConnection.HTTP_OK) {
                return response(connection, uri, 0, request.compressible());
            }
            if (status == Ranges.PARTIAL_CONTENT && beginning.isPresent()) {
                return response(connection, uri, partStart(connection, uri), request.compressible());
            }
            String location = connection.getHeaderField("Location");
            discard(connection, uri, status);
            if (status == Ranges.NOT_SATISFIABLE && beginning.isPresent()) {
                beginning = Optional.empty(); // the file is shorter now
            } else if (REDIRECTS.contains(status) && location != null) {
                uri = redirected(uri, location);
            } else {
                throw failure(uri, status);
            }
        }
        throw new PermanentFetchException(
                "%s: expected at most %d redirects, got more".formatted(request.uri(), MOST_REDIRECTS));
    }

    private HttpURLConnection connect(URI uri, boolean compressible) throws IOException {
        if (!(open(uri, proxies) instanceof HttpURLConnection connection)) {
            throw new PermanentFetchException(uri + ": expected an http or https URL, got another scheme");
        }
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setRequestProperty("User-Agent", "tufa");
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Accept-Encoding", compressible ? "gzip" : "identity");
        return connection;
    }

    private static long partStart(HttpURLConnection connection, URI uri) throws PermanentFetchException {
        try {
            return Ranges.start(connection, uri);
        } catch (PermanentFetchException e) {
            Connections.end(connection);
            throw e;
        }
    }

    private static URLConnection open(URI uri, ProxySelector proxies) throws IOException {
        List<Proxy> candidates;
        try {
            candidates = proxies.select(uri);
        } catch (IllegalArgumentException e) { // the settings are somebody else's mistake, not ours
            throw new PermanentFetchException(uri + ": " + e.getMessage(), e);
        }
        return candidates.isEmpty() ? uri.toURL().openConnection() : uri.toURL().openConnection(candidates.get(0));
    }

    /** The status, or an end to a server that lets its headers drip. */
    int statusOf(HttpURLConnection connection, URI uri) throws IOException {
        Duration limit = connectTimeout.plus(readTimeout);
        try (Watchdog watchdog = Watchdog.disconnects(connection, limit)) {
            try {
                int status = connection.getResponseCode();
                if (status == HttpURLConnection.HTTP_OK || status == Ranges.PARTIAL_CONTENT) {
                    connection.getInputStream(); // throws if the headers have not ended
                }
                if (!watchdog.hasBitten()) {
                    return status;
                }
                throw new IOException("only part of an answer");
            } catch (IOException e) {
                Connections.end(connection);
                throw unanswered(uri, watchdog.hasBitten() ? late(limit, e) : e);
            } catch (RuntimeException e) { // the platform trips over a connection that ends at the wrong instant
                Connections.end(connection);
                throw unanswered(uri, watchdog.hasBitten() ? late(limit, e) : new IOException(describe(e), e));
            } catch (StackOverflowError e) { // the platform reads each interim answer deeper in its stack
                Connections.end(connection);
                throw unanswered(uri, new IOException("interim answers without end", e));
            }
        }
    }

    private static IOException late(Duration limit, Exception cause) {
        return new IOException("only part of one within " + limit.toSeconds() + " s", cause);
    }

    private static IOException unanswered(URI uri, IOException e) {
        return e instanceof SSLException
                ? new PermanentFetchException(
                        "%s: expected a trusted TLS connection, got %s".formatted(uri, describe(e)), e)
                : new IOException("%s: expected an answer, got %s".formatted(uri, describe(e)), e);
    }

    private Response response(HttpURLConnection connection, URI uri, long start, boolean compressible)
            throws IOException {
        String encoding = connection.getContentEncoding();
        boolean gzip = compressible
                && encoding != null
                && encoding.toLowerCase(Locale.ROOT).contains("gzip");
        InputStream body = HttpBody.of(connection, connection.getInputStream(), uri, readTimeout, gzip);
        long length = gzip ? -1 : connection.getContentLengthLong();
        return new Response(
                body, length < 0 ? OptionalLong.empty() : OptionalLong.of(length), start, Ranges.validator(connection));
    }

    /** Reads a short page, if it comes at once, so that the connection can be used again. */
    private void discard(HttpURLConnection connection, URI uri, int status) {
        long length = connection.getContentLengthLong();
        long end = System.nanoTime() + readTimeout.toNanos();
        try {
            InputStream page = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream();
            if (page == null || length < 0 || length > SHORT_PAGE_BYTES) {
                Connections.end(connection);
                return;
            }
            try (InputStream body = HttpBody.of(connection, page, uri, readTimeout, false)) {
                byte[] buffer = new byte[SHORT_PAGE_BYTES];
                while (body.read(buffer) >= 0 && System.nanoTime() < end) {
                    // nobody looks at it
                }
            }
        } catch (IOException e) {
            Connections.end(connection); // only the reuse of the connection is lost
        }
    }

    private static IOException failure(URI uri, int status) {
        if (NOT_AVAILABLE.contains(status)) {
            return new NotAvailableException(uri, "HTTP status " + status);
        }
        String message = status < 0
                ? uri + ": expected an HTTP answer, got something else"
                : "%s: expected HTTP status 200, got %d".formatted(uri, status);
        return status >= 500 || TEMPORARY.contains(status)
                ? new IOException(message)
                : new PermanentFetchException(message);
    }

    private static URI redirected(URI from, String location) throws PermanentFetchException {
        try {
            URI to = from.resolve(new URI(location));
            String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
            boolean safe =
                    scheme.equals("https") || (scheme.equals("http") && !"https".equalsIgnoreCase(from.getScheme()));
            if (!safe) {
                throw new PermanentFetchException(
                        "%s: expected a redirect that stays as safe, got %s".formatted(from, to));
            }
            return to;
        } catch (URISyntaxException e) {
            throw new PermanentFetchException("%s: expected a redirect to a URL, got %s".formatted(from, location));
        }
    }

    static String describe(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
