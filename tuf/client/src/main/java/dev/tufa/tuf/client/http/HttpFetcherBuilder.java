package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.Fetcher;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Makes fetchers over HTTP: by {@link HttpFetcher#builder()} or {@link Http2Fetcher#builder()}.
 *
 * @param <F> which of them
 */
public final class HttpFetcherBuilder<F extends Fetcher> {
    private static final String USER_AGENT = "tufa";

    private final Function<Settings, F> maker;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(20);
    private Optional<ProxySelector> proxies = Optional.empty();
    private Optional<SSLContext> tls = Optional.empty();
    private Credentials credentials = Credentials.none();
    private String userAgent = USER_AGENT;

    HttpFetcherBuilder(Function<Settings, F> maker) {
        this.maker = maker;
    }

    /** Longest wait for a connection; 10 s if not said. */
    public HttpFetcherBuilder<F> connectTimeout(Duration timeout) {
        connectTimeout = bounded("connect timeout", timeout);
        return this;
    }

    /** Longest wait for the headers of an answer, after that for a connection, and for the next bytes of its body; 20 s if not said. */
    public HttpFetcherBuilder<F> readTimeout(Duration timeout) {
        readTimeout = bounded("read timeout", timeout);
        return this;
    }

    private static Duration bounded(String name, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": expected a millisecond to a day, got " + timeout);
        }
        return timeout;
    }

    /** Which proxies to go through; those of {@link EnvironmentProxySelector#system()} if not said. */
    public HttpFetcherBuilder<F> proxies(ProxySelector selector) {
        proxies = Optional.of(selector);
        return this;
    }

    /**
     * By what TLS is spoken: whom to trust, which certificate to show. If not said, by the platform's default. It takes the place
     * of {@link #certificateAuthorities}.
     */
    public HttpFetcherBuilder<F> sslContext(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    /**
     * Trusts the certificates of a file, and no others: those of the platform count no more. To trust both, make a file with
     * both. It takes the place of {@link #sslContext}.
     *
     * @param pem one or more certificates in PEM, of authorities or of servers themselves; text between them is passed over
     * @throws IOException if it cannot be read, or has something else in it
     */
    public HttpFetcherBuilder<F> certificateAuthorities(Path pem) throws IOException {
        tls = Optional.of(CertificateFile.trusting(pem));
        return this;
    }

    /** Passwords for servers and for proxies; none if not said. What the variable of a proxy has in it comes first. */
    public HttpFetcherBuilder<F> credentials(Credentials known) {
        credentials = known;
        return this;
    }

    /** What servers are told of the program, before the word tufa: {@code example-updater/1.2}. */
    public HttpFetcherBuilder<F> userAgent(String product) {
        if (product.isBlank() || !product.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("user agent: expected printable ASCII, got something else");
        }
        userAgent = product.strip() + " " + USER_AGENT;
        return this;
    }

    /** The fetcher. */
    public F build() {
        return maker.apply(new Settings(
                connectTimeout,
                readTimeout,
                proxies.orElseGet(EnvironmentProxySelector::system),
                tls,
                credentials,
                userAgent));
    }
}
