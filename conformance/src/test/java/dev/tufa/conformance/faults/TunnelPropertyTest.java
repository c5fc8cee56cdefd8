package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.http.EnvironmentProxySelector;
import dev.tufa.tuf.client.http.Http2Fetcher;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence for what the documentation of {@link Http2Fetcher} says; see {@link ProxyTest} for a process without the property. */
class TunnelPropertyTest {
    @TempDir
    Path folder;

    @Test
    void letsThePlatformSendAPasswordForATunnelToTheProxyAlone() throws Exception {
        Certificates certificates = Certificates.selfSigned(folder, "ip:127.0.0.1");
        Path pem = Files.writeString(folder.resolve("server.pem"), certificates.pem());
        List<String> seenByTheServer = new CopyOnWriteArrayList<>();
        try (HostileServer server = new HostileServer(
                        new RepositorySimulator(), certificates.server().getServerSocketFactory(), "https");
                TinyProxy proxy = new TinyProxy().only("user", "secret")) {
            server.on("/file", exchange -> {
                seenByTheServer.add(exchange.header("Proxy-Authorization").orElse("nothing"));
                exchange.send(200, new byte[10]);
            });
            ChildJvm child = ChildJvm.start(
                    List.of("-Djdk.http.auth.tunneling.disabledSchemes="),
                    Fetch.class,
                    server.uri("/file"),
                    pem,
                    proxy.address("user:secret"));

            assertThat(child.finish()).isEqualTo("fetched 10 bytes");
            assertThat(proxy.logins()).containsExactly(TinyProxy.basic("user", "secret"));
            assertThat(seenByTheServer).containsExactly("nothing");
        }
    }

    static final class Fetch {
        private Fetch() {}

        public static void main(String[] arguments) throws Exception {
            Http2Fetcher fetcher = Http2Fetcher.builder()
                    .certificateAuthorities(Path.of(arguments[1]))
                    .proxies(new EnvironmentProxySelector(Map.of("https_proxy", arguments[2]), Optional.empty()))
                    .build();
            Fetcher.Request request = new Fetcher.Request(URI.create(arguments[0]), false);
            try (Fetcher.Response response = fetcher.open(request)) {
                System.out.print("fetched " + response.body().readAllBytes().length + " bytes");
            }
        }
    }
}
