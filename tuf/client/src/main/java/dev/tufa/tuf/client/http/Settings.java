package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.PermanentFetchException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a fetcher over HTTP goes by. */
record Settings(
        Duration connectTimeout,
        Duration readTimeout,
        ProxySelector proxies,
        Optional<SSLContext> tls,
        Credentials credentials,
        String userAgent) {
    /** Longest wait for the headers of an answer. */
    Duration answerTimeout() {
        return connectTimeout.plus(readTimeout);
    }

    /** How to get to a server. */
    Route route(URI uri) throws PermanentFetchException {
        try {
            List<Proxy> candidates = proxies.select(uri);
            Proxy proxy = candidates.isEmpty() ? Proxy.NO_PROXY : candidates.get(0);
            Optional<Login> written =
                    proxies instanceof EnvironmentProxySelector environment ? environment.login(uri) : Optional.empty();
            Route route = new Route(proxy, written);
            return route.isHttp() && written.isEmpty() ? new Route(proxy, credentials.of(route.uri())) : route;
        } catch (IllegalArgumentException e) { // the settings are somebody else's mistake, not ours
            throw new PermanentFetchException(uri + ": " + e.getMessage(), e);
        }
    }
}
