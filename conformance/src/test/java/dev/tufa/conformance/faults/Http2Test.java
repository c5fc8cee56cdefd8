package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.SlowRetrievalException;
import dev.tufa.tuf.client.http.Http2Fetcher;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever frames a server sends, a client is done with it soon. The older protocol is in {@link TransportTest}. */
@Timeout(60)
class Http2Test {
    private static final String TIMESTAMP = "/metadata/timestamp.json";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final RepositorySimulator repository = new RepositorySimulator();
    private Http2Server server;
    private HttpClientFixture client;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        try (Http2Server server = new Http2Server(certificates)) {
            server.on("/", exchange -> exchange.send(200, new byte[0]));
            Fetcher fetcher = Http2Fetcher.builder()
                    .proxies(ProxySelector.of(null))
                    .sslContext(certificates.client())
                    .build();
            fetcher.open(new Fetcher.Request(server.uri("/"), false)).close(); // loads classes, which takes a while
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new Http2Server(certificates);
        for (String file : repository.files()) {
            server.on("/" + file, exchange -> exchange.send(200, repository.file(file)));
        }
        client = new HttpClientFixture(repository, server.uri("/metadata/"), Http2Fetcher.builder())
                .trusting(certificates.client());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void assertRefreshFails(Http2Server.Script timestamp, String expected) {
        server.on(TIMESTAMP, timestamp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith(server.uri(TIMESTAMP) + ": " + expected);
        assertThat(client.store.roles()).containsExactly("root");
    }

    private void assertReset(int streams) throws Exception {
        for (int i = 0; i < 100 && server.resets() < streams; i++) {
            Exchange.sleep(100);
        }
        assertThat(server.resets()).isEqualTo(streams);
    }

    @Test
    void updatesOnOneConnection() throws Exception {
        client.updater().refresh();

        assertThat(server.requests())
                .containsExactly(
                        "/metadata/2.root.json",
                        "/metadata/timestamp.json",
                        "/metadata/1.snapshot.json",
                        "/metadata/1.targets.json");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void fetchesManyFilesAtATimeOnOneConnection() throws Exception {
        Phaser all = new Phaser(8);
        server.on("/first", exchange -> exchange.send(200, new byte[1]));
        for (int i = 0; i < 8; i++) {
            server.on("/" + i, exchange -> {
                all.arriveAndAwaitAdvance(); // all of them are asked for by now
                exchange.send(200, new byte[100_000]);
            });
        }
        Fetcher fetcher = Http2Fetcher.builder()
                .proxies(ProxySelector.of(null))
                .sslContext(certificates.client())
                .build();
        assertThat(read(fetcher, "/first")).isEqualTo(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> sizes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String path = "/" + i;
                sizes.add(threads.submit(() -> read(fetcher, path)));
            }
            for (Future<Integer> size : sizes) {
                assertThat(size.get()).isEqualTo(100_000);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    private int read(Fetcher fetcher, String path) throws IOException {
        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(server.uri(path), false))) {
            return response.body().readAllBytes().length;
        }
    }

    @Test
    void decodesWhatComesCompressed() throws Exception {
        server.on(TIMESTAMP, exchange -> {
            assertThat(exchange.header("Accept-Encoding")).contains("gzip");
            byte[] body = TransportCase.gzip(repository.file("metadata/timestamp.json"));
            exchange.send(200, body, "Content-Encoding", "gzip");
        });

        client.updater().refresh();

        assertThat(client.store.read("timestamp")).contains(repository.file("metadata/timestamp.json"));
    }

    @Test
    void decodesWhatComesInMembersAndFrames() throws Exception {
        byte[] whole = repository.file("metadata/timestamp.json");
        server.on(TIMESTAMP, exchange -> {
            exchange.headers(200, "Content-Encoding", "gzip");
            exchange.data(TransportCase.gzip(Arrays.copyOf(whole, 10)), false);
            Exchange.sleep(300);
            exchange.data(TransportCase.gzip(Arrays.copyOfRange(whole, 10, whole.length)), true);
        });

        client.updater().refresh();

        assertThat(client.store.read("timestamp")).contains(whole);
    }

    @Test
    void doesNotWaitForAnAnswer() throws Exception {
        assertRefreshFails(Http2Exchange::stall, "expected an answer, got " + HttpClientFixture.LATE_HEADERS);
        assertReset(1);
    }

    @Test
    void doesNotWaitForInterimAnswers() {
        assertRefreshFails(
                exchange -> {
                    while (true) {
                        exchange.headers(103, "X-A", "b");
                        Exchange.sleep(HostileServer.DRIP_MILLIS);
                    }
                },
                "expected an answer, got ");
    }

    @Test
    void doesNotWaitForABody() throws Exception {
        assertRefreshFails(
                exchange -> exchange.headers(200, "Content-Length", "100"),
                "expected the whole file, got " + HttpClientFixture.LATE_BODY);
        assertReset(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, HostileServer.DRIP_MILLIS})
    void doesNotWaitForFramesWithoutData(long pause) {
        assertRefreshFails(
                exchange -> {
                    exchange.headers(200);
                    exchange.dataForEver(new byte[0], pause);
                },
                "expected the whole file, got ");
    }

    @Test
    void doesNotWaitForTheEnd() {
        assertRefreshFails(
                exchange -> {
                    exchange.headers(200);
                    exchange.data(repository.file("metadata/timestamp.json"), false);
                },
                "expected the whole file, got " + HttpClientFixture.LATE_BODY);
    }

    @Test
    void doesNotWaitForDrops() {
        server.on(TIMESTAMP, exchange -> {
            exchange.headers(200, "Content-Length", "1000");
            exchange.dataForEver(new byte[] {' '}, HostileServer.DRIP_MILLIS);
        });

        assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(SlowRetrievalException.class);
    }

    @Test
    void readsABodyWithoutEndUpToTheLimitAndEndsTheStream() throws Exception {
        server.on(TIMESTAMP, exchange -> {
            exchange.headers(200);
            exchange.dataForEver(new byte[8192], 0);
        });

        assertThatThrownBy(() -> client.updater().refresh())
                .isInstanceOf(IntegrityException.class)
                .hasMessage("timestamp.json: length: expected at most 65536 bytes, got more");
        assertReset(1);
        server.on(TIMESTAMP, exchange -> exchange.send(200, repository.file("metadata/timestamp.json")));
        client.updater().refresh();
    }

    @Test
    void doesNotReadCompressedBytesWithoutData() {
        assertRefreshFails(
                exchange -> {
                    exchange.headers(200, "Content-Encoding", "gzip");
                    exchange.data(new byte[] {31, (byte) 139, 8, 8, 0, 0, 0, 0, 0, 0}, false);
                    exchange.dataForEver("x".repeat(1000).getBytes(UTF_8), 0);
                },
                "expected the whole file, got 1");
    }

    @Test
    void doesNotTakeLessThanWasAnnounced() {
        assertRefreshFails(
                exchange -> {
                    byte[] whole = repository.file("metadata/timestamp.json");
                    exchange.headers(200, "Content-Length", String.valueOf(whole.length + 1));
                    exchange.data(whole, true);
                },
                "expected the whole file, got ");
    }

    @Test
    void doesNotTakeWhatIsBrokenOff() {
        assertRefreshFails(
                exchange -> {
                    byte[] whole = repository.file("metadata/timestamp.json");
                    exchange.headers(200);
                    exchange.data(Arrays.copyOf(whole, whole.length / 2), false);
                    Exchange.sleep(100);
                    exchange.reset();
                },
                "expected the whole file, got ");
    }

    @Test
    void doesNotTakeAStreamThatIsBrokenOffForAFileThatIsNotThere() {
        server.on("/metadata/2.root.json", Http2Exchange::reset);

        assertThatThrownBy(() -> client.updater().refresh())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotAvailableException.class);
    }

    @Test
    void doesNotTakeAConnectionThatEndsForAFileThatIsNotThere() {
        server.on("/metadata/2.root.json", Http2Exchange::hangUp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotAvailableException.class);
    }

    @Test
    void endsAStreamThatIsClosedAndKeepsTheConnection() throws Exception {
        server.on("/large", exchange -> {
            exchange.headers(200);
            exchange.dataForEver(new byte[8192], 0);
        });
        server.on("/small", exchange -> exchange.send(200, new byte[10]));
        Fetcher fetcher = Http2Fetcher.builder()
                .proxies(ProxySelector.of(null))
                .sslContext(certificates.client())
                .build();

        try (Fetcher.Response response = fetcher.open(new Fetcher.Request(server.uri("/large"), false))) {
            assertThat(response.body().read()).isZero();
        }

        assertReset(1);
        assertThat(read(fetcher, "/small")).isEqualTo(10);
        assertThat(server.connections()).isEqualTo(1);
    }
}
