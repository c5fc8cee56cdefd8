package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Requests by {@link HttpURLConnection}. */
final class UrlTransport implements Transport {
    private final Settings settings;

    /** By route: connections are used again for the same factory alone. */
    private final Map<Route, SSLSocketFactory> tunnels = new ConcurrentHashMap<>();

    private final @Nullable SSLSocketFactory tls;

    UrlTransport(Settings settings) {
        this.settings = settings;
        this.tls = settings.tls().map(SSLContext::getSocketFactory).orElse(null);
    }

    @Override
    public Answer get(URI uri, Route route, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = connect(uri, route);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
        connection.setReadTimeout((int) settings.readTimeout().toMillis());
        headers.forEach(connection::setRequestProperty);
        int status = statusOf(connection, uri, route);
        if (status == HttpURLConnection.HTTP_PROXY_AUTH && route.isHttp() && isSecure(uri)) {
            Connections.end(
                    connection); // the platform gives what a proxy says instead of making a tunnel as the answer
            throw HttpFailures.refusedByProxy(uri, status, route.hint());
        }
        return new UrlAnswer(connection, status, settings.readTimeout());
    }

    private HttpURLConnection connect(URI uri, Route route) throws IOException {
        boolean secure = isSecure(uri);
        boolean tunnel = secure && route.isHttp() && route.login().isPresent();
        Proxy proxy = tunnel ? Proxy.NO_PROXY : route.proxy();
        if (!(uri.toURL().openConnection(proxy) instanceof HttpURLConnection connection)) {
            throw new PermanentFetchException(uri + ": expected the platform's HTTP client, got another one");
        }
        if (secure) {
            useTls(connection, tunnel ? tunnels.computeIfAbsent(route, this::tunnel) : tls);
        } else if (route.isHttp()) {
            route.login().ifPresent(login -> connection.setRequestProperty("Proxy-Authorization", login.basic()));
        }
        return connection;
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static void useTls(HttpURLConnection connection, @Nullable SSLSocketFactory factory) {
        if (factory != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(factory);
        }
    }

    private SSLSocketFactory tunnel(Route route) {
        return new TunnelSocketFactory(
                tls == null ? HttpsURLConnection.getDefaultSSLSocketFactory() : tls, route, settings);
    }

    /** The status, or an end to a server that lets its headers drip. */
    int statusOf(HttpURLConnection connection, URI uri, Route route) throws IOException {
        Duration limit = settings.answerTimeout();
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
                TunnelException.check(uri, route, e);
                throw HttpFailures.unanswered(uri, watchdog.hasBitten() ? HttpFailures.late(limit, e) : e);
            } catch (RuntimeException e) { // the platform trips over a connection that ends at the wrong instant
                Connections.end(connection);
                IOException tripped = new IOException(HttpFailures.describe(e), e);
                throw HttpFailures.unanswered(uri, watchdog.hasBitten() ? HttpFailures.late(limit, e) : tripped);
            } catch (StackOverflowError e) { // the platform reads each interim answer deeper in its stack
                Connections.end(connection);
                throw HttpFailures.unanswered(uri, new IOException("interim answers without end", e));
            }
        }
    }
}
