package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.http.Credentials;
import dev.tufa.tuf.client.http.EnvironmentProxySelector;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client goes through the proxies that the environment names, and takes none of their words for the repository's. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class ProxyTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private final RepositorySimulator repository = new RepositorySimulator();
    private TinyProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        try (HostileServer server = new HostileServer(
                new RepositorySimulator(), certificates.server().getServerSocketFactory(), "https")) {
            HttpClientFixture.warmUp(server.uri("/metadata/1.root.json"), certificates.client());
        }
    }

    @BeforeEach
    void start() throws Exception {
        proxy = new TinyProxy();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private HostileServer tls() throws Exception {
        return new HostileServer(repository, certificates.server().getServerSocketFactory(), "https");
    }

    private void refresh(HostileServer server, Map<String, String> environment) throws Exception {
        new HttpClientFixture(repository, server.uri("/metadata/"), platform.builder())
                .trusting(certificates.client())
                .through(new EnvironmentProxySelector(environment, Optional.empty()))
                .updater()
                .refresh();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
    void isAskedForPlainText(String variable) throws Exception {
        try (HostileServer server = new HostileServer(repository)) {
            refresh(server, Map.of(variable, proxy.address()));

            assertThat(proxy.requests())
                    .hasSize(4)
                    .startsWith("GET " + server.uri("/metadata/2.root.json") + " HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    void isAskedForATunnelForTls(String variable) throws Exception {
        try (HostileServer server = tls()) {
            refresh(server, Map.of(variable, proxy.address()));

            assertThat(proxy.requests())
                    .containsExactly(
                            "CONNECT %s HTTP/1.1".formatted(server.uri("/").getAuthority()));
            assertThat(server.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https_proxy | ''",
                "http_proxy | 127.0.0.1",
                "http_proxy | 'example.org, 127.0.0.1:*'",
                "http_proxy | *"
            })
    void isNotAsked(String variable, String exempt) throws Exception {
        try (HostileServer server = new HostileServer(repository)) {
            int port = server.uri("/").getPort();
            refresh(
                    server,
                    Map.of(variable, proxy.address(), "no_proxy", exempt.replace("127.0.0.1:*", "127.0.0.1:" + port)));

            assertThat(proxy.requests()).isEmpty();
            assertThat(server.requests()).hasSize(4);
        }
    }

    /** Whoever is between client and repository must not end the chain of roots. */
    @ParameterizedTest
    @CsvSource({"403, ''", "404, ''", "410, ''", "302, ''", "502, ''", "403, user:secret@", "302, user:secret@"})
    void thatRefusesATunnelDoesNotSpeakForTheRepository(int status, String login) throws Exception {
        try (HostileServer server = tls();
                HostileServer elsewhere = new HostileServer(repository)) {
            proxy.onConnect(exchange ->
                    exchange.send(status, new byte[0], "Location: " + elsewhere.uri("/metadata/2.root.json")));

            assertThatThrownBy(() -> refresh(
                            server, Map.of("https_proxy", proxy.address().replace("//", "//" + login))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(
                            "%s: expected a way through the proxy, got HTTP status %d from it",
                            server.uri("/metadata/2.root.json"), status);
            assertThat(proxy.requests()).allMatch(line -> line.startsWith("CONNECT "));
            assertThat(server.connections()).isZero();
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',''",
                "'HTTP/1.1 200 OK\r\nX-A: ',''",
                "'',user:secret@",
                "'HTTP/1.1 200 OK\r\nX-A: ',user:secret@"
            })
    void thatDripsIsNotWaitedFor(String start, String login) throws Exception {
        proxy.onConnect(exchange -> {
            exchange.send(start);
            exchange.dripForEver("HTTP/1.1 200 Connection established, or nearly so\t");
        });
        try (HostileServer server = tls()) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> refresh(
                            server, Map.of("https_proxy", proxy.address().replace("//", "//" + login))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith(server.uri("/metadata/2.root.json") + ": expected an answer, got ");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user:secret@"})
    void thatSendsHeadersWithoutEndIsNotRead(String login) throws Exception {
        proxy.onConnect(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\n");
            exchange.sendForEver("X-A: b\r\n");
        });
        try (HostileServer server = tls()) {
            assertThatThrownBy(() -> refresh(
                            server, Map.of("https_proxy", proxy.address().replace("//", "//" + login))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith(server.uri("/metadata/2.root.json") + ": expected an answer, got ");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void thatIsNotThereIsAnError() throws Exception {
        try (DeafPort nobody = new DeafPort();
                HostileServer server = new HostileServer(repository)) {
            assertThatThrownBy(() ->
                            refresh(server, Map.of("http_proxy", nobody.uri("").toString())))
                    .isExactlyInstanceOf(IOException.class)
                    .satisfies(failure -> platform.assertSays(
                            failure,
                            server.uri("/metadata/2.root.json") + ": expected an answer, got ",
                            "Connection refused"));
            assertThat(server.connections()).isZero();
        }
    }

    @Nested
    @DisplayName("that wants a password")
    class WithPassword {
        private static final String GIVEN = TinyProxy.basic("user", "p@ss:w\u00f6rd");

        @BeforeEach
        void wantPassword() {
            proxy.only("user", "p@ss:w\u00f6rd");
        }

        @Test
        void getsTheOneInItsVariableForPlainText() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                server.on("/metadata/timestamp.json", exchange -> {
                    assertThat(exchange.header("Proxy-Authorization")).isEmpty();
                    server.answerFromRepository(exchange);
                });
                refresh(server, Map.of("http_proxy", proxy.address("user:p%40ss:w%C3%B6rd")));

                assertThat(proxy.logins()).containsOnly(GIVEN).hasSize(4);
            }
        }

        @Test
        void getsTheOneThatCredentialsHaveForIt() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                new HttpClientFixture(repository, server.uri("/metadata/"), platform.builder())
                        .through(new EnvironmentProxySelector(Map.of("http_proxy", proxy.address()), Optional.empty()))
                        .knowing(Credentials.none().with(proxy.address(), "user", "p@ss:w\u00f6rd"))
                        .updater()
                        .refresh();

                assertThat(proxy.logins()).containsOnly(GIVEN).hasSize(4);
            }
        }

        /** The platform's newer client sends none to a tunnel, unless a property of the whole process lets it. */
        @Test
        void getsTheOneInItsVariableForATunnel() throws Exception {
            try (HostileServer server = tls()) {
                server.on("/metadata/timestamp.json", exchange -> {
                    assertThat(exchange.header("Proxy-Authorization")).isEmpty();
                    server.answerFromRepository(exchange);
                });
                Map<String, String> environment = Map.of("https_proxy", proxy.address("user:p%40ss:w%C3%B6rd"));
                if (platform == Platform.URL_CONNECTION) {
                    refresh(server, environment);

                    assertThat(proxy.logins()).containsExactly(GIVEN);
                    assertThat(server.requests()).hasSize(4);
                    assertThat(server.connections()).isEqualTo(1);
                } else {
                    assertThatThrownBy(() -> refresh(server, environment))
                            .isExactlyInstanceOf(PermanentFetchException.class)
                            .hasMessageContaining("-Djdk.http.auth.tunneling.disabledSchemes=");
                    assertThat(proxy.logins()).isEmpty();
                    assertThat(server.connections()).isZero();
                }
            }
        }

        @Test
        void saysThatNoneIsThere() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                assertThatThrownBy(() -> refresh(server, Map.of("http_proxy", proxy.address())))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .hasMessage(
                                "%s: expected HTTP status 200, got 407 (no credentials for the proxy %s)",
                                server.uri("/metadata/2.root.json"),
                                proxy.address().substring("http://".length()));
            }
        }

        @Test
        void saysThatNoneIsThereForATunnel() throws Exception {
            try (HostileServer server = tls()) {
                assertThatThrownBy(() -> refresh(server, Map.of("https_proxy", proxy.address())))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .hasMessage(
                                "%s: expected a way through the proxy, got HTTP status 407 from it"
                                        + " (no credentials for the proxy %s)",
                                server.uri("/metadata/2.root.json"),
                                proxy.address().substring("http://".length()));
                assertThat(server.connections()).isZero();
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void doesNotShowOneThatItDoesNotAccept(boolean secure) throws Exception {
            try (HostileServer server = secure ? tls() : new HostileServer(repository)) {
                assertThatThrownBy(() -> refresh(server, Map.of("all_proxy", proxy.address("user:secret"))))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .satisfies(failure -> assertThat(stackTrace(failure))
                                .contains("407")
                                .contains(proxy.address().substring("http://".length()))
                                .doesNotContain("secret")
                                .doesNotContain(
                                        TinyProxy.basic("user", "secret").substring(6)));
            }
        }

        private static String stackTrace(Throwable failure) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
    }

    @Nested
    @DisplayName("for SOCKS")
    class Socks {
        @Test
        void isNotPassedBy() throws Exception {
            try (HostileServer server = new HostileServer(repository);
                    TinySocks socks = new TinySocks()) {
                Map<String, String> environment = Map.of("all_proxy", "socks5://127.0.0.1:" + socks.port());
                if (platform == Platform.URL_CONNECTION) {
                    refresh(server, environment);

                    assertThat(socks.requests())
                            .containsOnly("address 127.0.0.1:" + server.uri("/").getPort());
                    assertThat(server.requests()).hasSize(4);
                } else {
                    assertThatThrownBy(() -> refresh(server, environment))
                            .isExactlyInstanceOf(PermanentFetchException.class)
                            .hasMessage(
                                    "%s: expected a proxy for HTTP, got one for SOCKS",
                                    server.uri("/metadata/2.root.json"));
                    assertThat(server.connections()).isZero();
                }
            }
        }

        /** The evidence for what the documentation of {@link HttpFetcher} says. */
        @ParameterizedTest
        @CsvSource({"localhost, address 127.0.0.1:9", "not-there.invalid, name not-there.invalid:9"})
        void getsTheNameOfAServerOnlyIfNobodyHereKnowsIt(String host, String asked) throws Exception {
            try (TinySocks socks = new TinySocks().refusing()) {
                HttpFetcher fetcher = HttpFetcher.builder()
                        .proxies(new EnvironmentProxySelector(
                                Map.of("all_proxy", "socks5://127.0.0.1:" + socks.port()), Optional.empty()))
                        .build();
                URI uri = URI.create("https://" + host + ":9/file");

                assertThatThrownBy(() -> fetcher.open(new Fetcher.Request(uri, false)))
                        .isInstanceOf(IOException.class);
                assertThat(socks.requests()).containsOnly(asked);
            }
        }
    }

    @Test
    void whoseAddressIsNoneIsAnError() throws Exception {
        try (HostileServer server = new HostileServer(repository)) {
            assertThatThrownBy(() -> refresh(server, Map.of("http_proxy", "http://:3128")))
                    .isExactlyInstanceOf(PermanentFetchException.class)
                    .hasMessage(
                            "%s: proxy: expected a URL with a host, got http://:3128",
                            server.uri("/metadata/2.root.json"));
        }
    }
}
