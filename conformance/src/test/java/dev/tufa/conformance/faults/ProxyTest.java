package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.http.EnvironmentProxySelector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client goes through the proxies that the environment names, and takes none of their words for the repository's. */
@Timeout(30)
class ProxyTest {
    private static final SSLSocketFactory PLATFORM = HttpsURLConnection.getDefaultSSLSocketFactory();

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final RepositorySimulator repository = new RepositorySimulator();
    private TinyProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
    }

    @BeforeEach
    void start() throws Exception {
        proxy = new TinyProxy();
        HttpsURLConnection.setDefaultSSLSocketFactory(certificates.client().getSocketFactory());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        HttpsURLConnection.setDefaultSSLSocketFactory(PLATFORM);
    }

    private HostileServer tls() throws Exception {
        return new HostileServer(repository, certificates.server().getServerSocketFactory(), "https");
    }

    private void refresh(HostileServer server, Map<String, String> environment) throws Exception {
        new HttpClientFixture(repository, server.uri("/metadata/"))
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
    @ValueSource(ints = {403, 404, 410, 407, 502})
    void thatRefusesATunnelDoesNotSpeakForTheRepository(int status) throws Exception {
        proxy.onConnect(exchange -> exchange.send(status, new byte[0]));
        try (HostileServer server = tls()) {
            assertThatThrownBy(() -> refresh(server, Map.of("https_proxy", proxy.address())))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotAvailableException.class)
                    .hasMessageStartingWith(server.uri("/metadata/2.root.json").toString());
            assertThat(proxy.requests()).allMatch(line -> line.startsWith("CONNECT "));
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX-A: "})
    void thatDripsIsNotWaitedFor(String start) throws Exception {
        proxy.onConnect(exchange -> {
            exchange.send(start);
            exchange.dripForEver("HTTP/1.1 200 Connection established, or nearly so\t");
        });
        try (HostileServer server = tls()) {
            assertThatThrownBy(() -> refresh(server, Map.of("https_proxy", proxy.address())))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(
                            "%s: expected an answer, got %s",
                            server.uri("/metadata/2.root.json"), HttpClientFixture.LATE_HEADERS);
        }
    }

    @Test
    void thatIsNotThereIsAnError() throws Exception {
        try (DeafPort nobody = new DeafPort();
                HostileServer server = new HostileServer(repository)) {
            assertThatThrownBy(() ->
                            refresh(server, Map.of("http_proxy", nobody.uri("").toString())))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining(": expected an answer, got Connection refused");
            assertThat(server.connections()).isZero();
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
