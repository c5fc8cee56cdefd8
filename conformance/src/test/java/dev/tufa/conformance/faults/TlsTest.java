package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS that fails is an error: it never means that there is no newer root. */
@Timeout(30)
@ParameterizedClass
@EnumSource
class TlsTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private final RepositorySimulator repository = new RepositorySimulator();

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        try (HostileServer server = new HostileServer(
                new RepositorySimulator(), certificates.server().getServerSocketFactory(), "https")) {
            HttpClientFixture.warmUp(server.uri("/metadata/1.root.json"), certificates.client());
        }
    }

    private HostileServer server(Certificates shown) throws Exception {
        return new HostileServer(repository, shown.server().getServerSocketFactory(), "https");
    }

    private void refresh(URI metadata) throws Exception {
        refresh(metadata, certificates.client());
    }

    private void refresh(URI metadata, SSLContext tls) throws Exception {
        new HttpClientFixture(repository, metadata, platform.builder())
                .trusting(tls)
                .updater()
                .refresh();
    }

    private void assertNotTrusted(HostileServer server, SSLContext tls, String why) {
        assertThatThrownBy(() -> refresh(server.uri("/metadata/"), tls))
                .isExactlyInstanceOf(PermanentFetchException.class)
                .hasMessageStartingWith(
                        server.uri("/metadata/2.root.json") + ": expected a trusted TLS connection, got ")
                .hasMessageContaining(why); // which newer JDKs say after the name of the TLS alert
        assertThat(server.requests()).isEmpty();
    }

    @Nested
    @DisplayName("a certificate")
    class Certificate {
        @Test
        void thatIsTrustedWillDo() throws Exception {
            try (HostileServer server = server(certificates)) {
                refresh(server.uri("/metadata/"));

                assertThat(server.requests()).hasSize(4);
                assertThat(server.connections()).isEqualTo(1);
            }
        }

        @Test
        void thatNobodyVouchesForIsAnError() throws Exception {
            try (HostileServer server = server(certificates)) {
                assertNotTrusted(server, SSLContext.getDefault(), "PKIX path building failed");
            }
        }

        @Test
        void ofAnotherHostIsAnError() throws Exception {
            Certificates others = Certificates.selfSigned(folder, "dns:elsewhere.example");
            try (HostileServer server = server(others)) {
                assertNotTrusted(
                        server, others.client(), "No subject alternative names matching IP address 127.0.0.1 found");
            }
        }
    }

    @Nested
    @DisplayName("a server without TLS")
    class WithoutTls {
        @Test
        void isAnErrorWhenItAnswersInPlainText() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                server.onAnyConnection(socket -> {
                    socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(ISO_8859_1));
                    socket.getOutputStream().flush();
                });
                URI https = URI.create(server.uri("/metadata/").toString().replace("http:", "https:"));

                assertThatThrownBy(() -> refresh(https))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .hasMessageStartingWith(https + "2.root.json: expected a trusted TLS connection, got ");
            }
        }

        @Test
        void isAnErrorWhenItHangsUp() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                server.onAnyConnection(Socket::close);
                URI https = URI.create(server.uri("/metadata/").toString().replace("http:", "https:"));

                assertThatThrownBy(() -> refresh(https))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(NotAvailableException.class);
            }
        }

        @Test
        void isNotWaitedForWhenItSaysNothing() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                server.onAnyConnection(socket -> {
                    while (socket.getInputStream().read() >= 0) {
                        // silent
                    }
                });
                URI https = URI.create(server.uri("/metadata/").toString().replace("http:", "https:"));

                assertThatThrownBy(() -> refresh(https))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(NotAvailableException.class);
            }
        }

        @Test
        void isNotWaitedForWhenItDripsTheHandshake() throws Exception {
            try (HostileServer server = new HostileServer(repository)) {
                server.onAnyConnection(socket -> {
                    byte[] endlessRecord = {22, 3, 3, 64, 0, 2, 0, 63, (byte) 0xF0};
                    socket.getOutputStream().write(endlessRecord);
                    while (true) {
                        socket.getOutputStream().write(3);
                        socket.getOutputStream().flush();
                        Exchange.sleep(HostileServer.DRIP_MILLIS);
                    }
                });
                URI https = URI.create(server.uri("/metadata/").toString().replace("http:", "https:"));

                assertThatThrownBy(() -> refresh(https))
                        .isExactlyInstanceOf(IOException.class)
                        .satisfies(failure -> platform.assertSays(
                                failure,
                                https + "2.root.json: expected an answer, got ",
                                HttpClientFixture.LATE_HEADERS));
            }
        }
    }

    @Nested
    @DisplayName("a server over TLS")
    class OverTls {
        @Test
        void isNotWaitedForWhenItDripsHeaders() throws Exception {
            try (HostileServer server = server(certificates)) {
                server.on("/metadata/2.root.json", exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\nX-A: ");
                    exchange.dripForEver("b");
                });

                assertThatThrownBy(() -> refresh(server.uri("/metadata/")))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage(server.uri("/metadata/2.root.json") + ": expected an answer, got "
                                + HttpClientFixture.LATE_HEADERS);
            }
        }

        @Test
        void isNotWaitedForWhenItDripsTheBody() throws Exception {
            try (HostileServer server = server(certificates)) {
                server.on("/metadata/2.root.json", exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;");
                    exchange.dripForEver("b");
                });

                assertThatThrownBy(() -> refresh(server.uri("/metadata/")))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage(server.uri("/metadata/2.root.json") + ": expected the whole file, got "
                                + HttpClientFixture.LATE_BODY);
            }
        }

        @Test
        void isIncompleteWhenItIsCutShort() throws Exception {
            try (HostileServer server = server(certificates)) {
                server.on("/metadata/2.root.json", exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                    exchange.reset();
                });

                assertThatThrownBy(() -> refresh(server.uri("/metadata/")))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(NotAvailableException.class);
            }
        }

        @Test
        void mayNotRedirectToPlainText() throws Exception {
            try (HostileServer server = server(certificates);
                    HostileServer plain = new HostileServer(repository)) {
                server.on(
                        "/metadata/2.root.json",
                        exchange -> exchange.send(302, new byte[0], "Location: " + plain.uri("/metadata/2.root.json")));

                assertThatThrownBy(() -> refresh(server.uri("/metadata/")))
                        .isExactlyInstanceOf(PermanentFetchException.class)
                        .hasMessage(
                                "%s: expected a redirect that stays as safe, got %s",
                                server.uri("/metadata/2.root.json"), plain.uri("/metadata/2.root.json"));
                assertThat(plain.connections()).isZero();
            }
        }

        @Test
        void mayBeRedirectedToFromPlainText() throws Exception {
            try (HostileServer server = server(certificates);
                    HostileServer plain = new HostileServer(repository)) {
                plain.on(
                        "/metadata/timestamp.json",
                        exchange ->
                                exchange.send(307, new byte[0], "Location: " + server.uri("/metadata/timestamp.json")));

                refresh(plain.uri("/metadata/"));

                assertThat(server.requests()).containsExactly("GET /metadata/timestamp.json HTTP/1.1");
            }
        }
    }
}
