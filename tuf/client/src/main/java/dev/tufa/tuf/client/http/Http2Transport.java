package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests by {@link HttpClient}. */
final class Http2Transport implements Transport {
    /** The schemes by which the platform sends no password for a tunnel: Basic, if not said otherwise. */
    private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

    private final Settings settings;

    /** One for each proxy, so that a request goes to the one that it has a password for. */
    private final Map<Proxy, HttpClient> clients = new ConcurrentHashMap<>();

    Http2Transport(Settings settings) {
        this.settings = settings;
    }

    private HttpClient client(Route route) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .proxy(route.isHttp() ? ProxySelector.of(route.address()) : HttpClient.Builder.NO_PROXY);
        settings.tls().ifPresent(builder::sslContext);
        return builder.build();
    }

    @Override
    public Answer get(URI uri, Route route, Map<String, String> headers) throws IOException {
        if (route.proxy().type() == Proxy.Type.SOCKS) {
            throw new PermanentFetchException(uri + ": expected a proxy for HTTP, got one for SOCKS");
        }
        HttpClient client = clients.computeIfAbsent(route.proxy(), unused -> client(route));
        HttpRequest request = request(uri, route, headers);
        return await(client.sendAsync(request, unused -> new Http2Body()), uri, route);
    }

    private static HttpRequest request(URI uri, Route route, Map<String, String> headers)
            throws PermanentFetchException {
        try {
            // without TLS, HTTP/2 would begin with a request to change to it, which not every server understands
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
            headers.forEach(request::header);
            if (route.isHttp()) {
                route.login().ifPresent(login -> request.header("Proxy-Authorization", login.basic()));
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new PermanentFetchException(
                    "%s: expected a URL with a host, got %s".formatted(uri, HttpFailures.describe(e)), e);
        }
    }

    /** Bounds what the client's own time limits do not: connecting, TLS and headers together. */
    private Answer await(CompletableFuture<HttpResponse<Http2Body>> sent, URI uri, Route route) throws IOException {
        Duration limit = settings.answerTimeout();
        try {
            HttpResponse<Http2Body> response = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            requireFromServer(response, uri, route);
            return new Http2Answer(response, settings.readTimeout());
        } catch (TimeoutException e) {
            giveUp(sent);
            throw HttpFailures.unanswered(uri, HttpFailures.late(limit, e));
        } catch (InterruptedException e) {
            giveUp(sent);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(uri + ": interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            IOException cause =
                    e.getCause() instanceof IOException io ? io : new IOException(HttpFailures.describe(e), e);
            TunnelException.check(uri, route, cause);
            throw HttpFailures.unanswered(uri, cause);
        }
    }

    /** The platform gives a proxy's refusal for want of a password as if it were the answer, but without a body. */
    private static void requireFromServer(HttpResponse<Http2Body> response, URI uri, Route route) throws IOException {
        if (response.body() == null) {
            boolean sent = !System.getProperty(DISABLED, "Basic")
                    .toLowerCase(Locale.ROOT)
                    .contains("basic");
            String hint = route.login().isEmpty() || sent
                    ? route.hint()
                    : "the platform sends those for the proxy " + route.uri().getAuthority() + " only after -D"
                            + DISABLED + "=";
            throw HttpFailures.refusedByProxy(uri, response.statusCode(), hint);
        }
    }

    private static void giveUp(CompletableFuture<HttpResponse<Http2Body>> sent) {
        CompletableFuture<Void> unused =
                sent.thenAccept(response -> response.body().cancel()); // if it comes right now
        sent.cancel(true);
    }
}
