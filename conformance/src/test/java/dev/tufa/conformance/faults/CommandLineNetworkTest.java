package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.conformance.cli.TufaProgram;
import dev.tufa.testkit.RepositorySimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network of a company's own, as {@code tufa client} finds its way in it. */
@Timeout(120)
class CommandLineNetworkTest {
    private static final int DONE = 0;
    private static final int UNREACHABLE = 3;

    @TempDir
    static Path shared;

    private static Certificates certificates;
    private static Certificates others;

    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private HostileServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.selfSigned(shared, "ip:127.0.0.1");
        others = Certificates.selfSigned(shared, "ip:127.0.0.1");
    }

    @BeforeEach
    void start() throws Exception {
        repository.targets().add("a", "content of a");
        repository.publish();
        server = new HostileServer(repository, certificates.server().getServerSocketFactory(), "https");
        Files.write(folder.resolve("root.json"), repository.file("metadata/1.root.json"));
        Files.writeString(folder.resolve("ca.pem"), certificates.pem());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private TufaProgram.Run tufa(Map<String, String> proxies, String... words) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("no_proxy", "", "NO_PROXY", ""));
        for (String variable : List.of("http_proxy", "https_proxy", "all_proxy")) {
            environment.put(variable, proxies.getOrDefault(variable, ""));
        }
        return TufaProgram.run(folder, environment, words);
    }

    private void init(URI metadata, String... options) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("client", "init", "client", "--root", "root.json", "--url", metadata.toString()));
        words.addAll(List.of(options));
        TufaProgram.Run run = tufa(Map.of(), words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.output()).isEqualTo(DONE);
    }

    private TufaProgram.Run download(Map<String, String> proxies) throws Exception {
        return tufa(proxies, "client", "download", "client", "a");
    }

    private void assertDownloaded(Map<String, String> proxies) throws Exception {
        TufaProgram.Run run = download(proxies);
        assertThat(run.exitCode()).as(run.output()).isEqualTo(DONE);
        assertThat(folder.resolve("client/targets/a")).hasContent("content of a");
    }

    private void assertUnreachable(TufaProgram.Run run, String why) {
        assertThat(run.exitCode()).as(run.output()).isEqualTo(UNREACHABLE);
        assertThat(run.output()).contains(why);
        assertThat(folder.resolve("client/targets/a")).doesNotExist();
    }

    private void netrc(String text) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("netrc"), text), PosixFilePermissions.fromString("rw-------"));
    }

    @Nested
    @DisplayName("certificates of its own")
    class Authorities {
        @Test
        void areTrustedWhenSomebodySaysSo() throws Exception {
            init(server.uri("/metadata/"), "--ca", "ca.pem");

            assertDownloaded(Map.of());
        }

        @Test
        void areNotTrustedOtherwise() throws Exception {
            init(server.uri("/metadata/"));

            assertUnreachable(download(Map.of()), "expected a trusted TLS connection, got ");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void areNotTrustedForOthers() throws Exception {
            Files.writeString(folder.resolve("others.pem"), others.pem());
            init(server.uri("/metadata/"), "--ca", "others.pem");

            assertUnreachable(download(Map.of()), "expected a trusted TLS connection, got ");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Nested
    @DisplayName("passwords")
    class Passwords {
        @BeforeEach
        void want() {
            for (String file : repository.files()) {
                server.on("/" + file, this::answer);
            }
        }

        private void answer(Exchange exchange) throws IOException {
            if (exchange.header("Authorization")
                    .filter(TinyProxy.basic("build", "secret")::equals)
                    .isPresent()) {
                server.answerFromRepository(exchange);
            } else {
                exchange.send(401, new byte[0]);
            }
        }

        @Test
        void areSentOverTls() throws Exception {
            netrc("machine 127.0.0.1 login build password secret");
            init(server.uri("/metadata/"), "--ca", "ca.pem", "--netrc", "netrc");

            assertDownloaded(Map.of());
        }

        @Test
        void areMissedAndNotShown() throws Exception {
            netrc("machine 127.0.0.1 login build password mistaken");
            init(server.uri("/metadata/"), "--ca", "ca.pem", "--netrc", "netrc");

            TufaProgram.Run run = download(Map.of());

            assertUnreachable(run, "the credentials for " + server.uri("/").getAuthority() + " were not accepted");
            assertThat(run.output()).doesNotContain("mistaken");
        }
    }

    @Nested
    @DisplayName("a proxy that wants a password")
    class Proxies {
        private TinyProxy proxy;
        private HostileServer plain;

        @BeforeEach
        void startProxy() throws IOException {
            proxy = new TinyProxy().only("me", "p@ss");
            plain = new HostileServer(repository);
        }

        @AfterEach
        void stopProxy() throws IOException {
            proxy.close();
            plain.close();
        }

        @Test
        void getsTheOneOfItsVariable() throws Exception {
            init(plain.uri("/metadata/"));

            assertDownloaded(Map.of("http_proxy", proxy.address("me:p%40ss")));

            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("GET " + plain.uri("/")));
        }

        @Test
        void getsTheOneOfItsVariableForATunnel() throws Exception {
            init(server.uri("/metadata/"), "--ca", "ca.pem");

            assertDownloaded(Map.of("https_proxy", proxy.address("me:p%40ss")));

            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("CONNECT " + server.uri("/").getAuthority()));
        }

        @Test
        void getsTheOneOfAFile() throws Exception {
            netrc("machine " + proxy.address() + " login me password p@ss");
            init(server.uri("/metadata/"), "--ca", "ca.pem", "--netrc", "netrc");

            assertDownloaded(Map.of("https_proxy", proxy.address()));
        }

        @Test
        void isNotPassedBy() throws Exception {
            init(server.uri("/metadata/"), "--ca", "ca.pem");

            TufaProgram.Run run = download(Map.of("https_proxy", proxy.address("me:mistaken")));

            assertUnreachable(run, "does not accept the credentials for it");
            assertThat(run.output()).doesNotContain("mistaken");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Nested
    @DisplayName("a server for HTTP/2 alone")
    class Http2 {
        private Http2Server fast;

        @BeforeEach
        void startServer() throws Exception {
            fast = new Http2Server(certificates);
            for (String file : repository.files()) {
                fast.on("/" + file, exchange -> exchange.send(200, repository.file(file)));
            }
        }

        @AfterEach
        void stopServer() throws Exception {
            fast.close();
        }

        @Test
        void isUnderstoodWhenSomebodyAsksForIt() throws Exception {
            init(fast.uri("/metadata/"), "--ca", "ca.pem", "--http2");

            assertDownloaded(Map.of());

            assertThat(fast.requests()).hasSize(5);
            assertThat(fast.connections()).isLessThan(3); // two questions are asked at once before there is any
        }

        @Test
        void isNotUnderstoodOtherwise() throws Exception {
            init(fast.uri("/metadata/"), "--ca", "ca.pem");

            assertUnreachable(download(Map.of()), "expected an HTTP answer, got something else");
            assertThat(fast.requests()).isEmpty();
        }

        @Test
        void isNotTrustedForItsSpeed() throws Exception {
            init(fast.uri("/metadata/"), "--http2");

            assertUnreachable(download(Map.of()), "expected a trusted TLS connection, got ");
        }
    }
}
