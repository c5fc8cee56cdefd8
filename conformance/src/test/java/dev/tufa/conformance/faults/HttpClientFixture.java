package dev.tufa.conformance.faults;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.http.Credentials;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.client.http.HttpFetcherBuilder;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A client of a repository that is behind a real HTTP server, with little patience. */
final class HttpClientFixture {
    /** One try; a second and a half, then at least 1000 bytes per second; four seconds in all. */
    static final TransferPolicy IMPATIENT =
            new TransferPolicy(Duration.ofMillis(1500), 1000, Duration.ofSeconds(4), 1, 0, Duration.ofMillis(1), 1);

    /** Longest wait for a connection, which is TLS as well for one of the clients. */
    static final Duration CONNECT = Duration.ofSeconds(1);

    /** Longest wait for the next bytes. */
    static final Duration READ = Duration.ofSeconds(2);

    /** What is said of headers that do not end. */
    static final String LATE_HEADERS =
            "only part of one within " + CONNECT.plus(READ).toSeconds() + " s";

    /** What is said of a body that does not go on. */
    static final String LATE_BODY = "no more of it within " + READ.toSeconds() + " s";

    final MemoryMetadataStore store;
    final MemoryTargetStore artifacts = new MemoryTargetStore();
    private final URI metadata;
    private final HttpFetcherBuilder<?> fetcher;
    private TransferPolicy policy = IMPATIENT;

    HttpClientFixture(RepositorySimulator repository, URI metadata) {
        this(repository, metadata, HttpFetcher.builder());
    }

    HttpClientFixture(RepositorySimulator repository, URI metadata, HttpFetcherBuilder<?> fetcher) {
        this.store = MemoryMetadataStore.trusting(repository.file("metadata/1.root.json"));
        this.metadata = metadata;
        this.fetcher = fetcher.connectTimeout(CONNECT).readTimeout(READ).proxies(ProxySelector.of(null));
    }

    /** Has the platform load all that TLS needs, which takes longer than the patience here. */
    static void warmUp(URI file, SSLContext tls) throws IOException {
        for (Platform platform : Platform.values()) {
            Fetcher fetcher = platform.builder()
                    .proxies(ProxySelector.of(null))
                    .sslContext(tls)
                    .build();
            fetcher.open(new Fetcher.Request(file, true)).close();
        }
    }

    HttpClientFixture through(ProxySelector proxies) {
        fetcher.proxies(proxies);
        return this;
    }

    HttpClientFixture trusting(SSLContext tls) {
        fetcher.sslContext(tls);
        return this;
    }

    HttpClientFixture knowing(Credentials credentials) {
        fetcher.credentials(credentials);
        return this;
    }

    HttpClientFixture with(TransferPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    Updater updater() {
        return Updater.of(metadata)
                .fetcher(fetcher.build())
                .metadataStore(store)
                .targetStore(artifacts)
                .transferPolicy(policy)
                .clock(new ManualClock())
                .build();
    }
}
