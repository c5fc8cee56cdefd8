package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import java.io.IOException;
import java.net.HttpURLConnection;

/**
 * Fetches over HTTP/1.1, with TLS and without, by {@link HttpURLConnection}, the client of the platform that starts fastest.
 * Redirects are followed a few times and never from https to http. Whatever the server does, no call and no read blocks longer
 * than the time limits say.
 *
 * <p>A proxy may want a name and a password, for http and for https. Names of servers are looked up here before a proxy for
 * SOCKS is asked; it gets the name of a server only if nobody here knows it.
 */
public final class HttpFetcher implements Fetcher {
    private final Exchange exchange;

    /** A fetcher that waits 10 s for a connection and 20 s for bytes, and asks the environment for proxies. */
    public HttpFetcher() {
        exchange = builder().build().exchange;
    }

    private HttpFetcher(Settings settings) {
        exchange = new Exchange(settings, new UrlTransport(settings));
    }

    /** A fetcher by other settings. */
    public static HttpFetcherBuilder<HttpFetcher> builder() {
        return new HttpFetcherBuilder<>(HttpFetcher::new);
    }

    @Override
    public Response open(Request request) throws IOException {
        return exchange.open(request);
    }
}
