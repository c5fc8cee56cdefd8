package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.net.ProxySelector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets: whatever a mirror does, the next one gives what was signed. */
@Timeout(60)
class MirrorFaultsTest {
    private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes(UTF_8);

    private final RepositorySimulator repository = new RepositorySimulator();
    private final MemoryTargetStore artifacts = new MemoryTargetStore();
    private HostileServer bad;
    private HostileServer good;
    private String artifact = "";

    @BeforeEach
    void start() throws IOException {
        repository.targets().add("file", CONTENT);
        repository.publish();
        artifact = "/"
                + repository.files().stream()
                        .filter(file -> file.endsWith(".file"))
                        .findFirst()
                        .orElseThrow();
        bad = new HostileServer(repository);
        good = new HostileServer(repository);
    }

    @AfterEach
    void stop() throws IOException {
        bad.close();
        good.close();
    }

    private Updater updater() {
        return Updater.of(mirror(bad))
                .mirror(mirror(good))
                .fetcher(HttpFetcher.builder()
                        .connectTimeout(HttpClientFixture.CONNECT)
                        .readTimeout(HttpClientFixture.READ)
                        .proxies(ProxySelector.of(null))
                        .build())
                .metadataStore(MemoryMetadataStore.trusting(repository.file("metadata/1.root.json")))
                .targetStore(artifacts)
                .transferPolicy(HttpClientFixture.IMPATIENT)
                .clock(new ManualClock())
                .build();
    }

    private static Mirror mirror(HostileServer server) {
        return Mirror.full(server.uri("/metadata/"), server.uri("/targets/"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("resets", (HostileServer.Script) Exchange::reset),
                Arguments.of("closes", (HostileServer.Script) Exchange::close),
                Arguments.of("stalls", (HostileServer.Script) Exchange::stall),
                Arguments.of(
                        "drips its headers", (HostileServer.Script) exchange -> exchange.dripForEver("X-A: b\r\n")),
                Arguments.of("drips", (HostileServer.Script) exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
                    exchange.dripForEver("x");
                }),
                Arguments.of("breaks off", (HostileServer.Script) exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n012345");
                    exchange.reset();
                }),
                Arguments.of("lies", (HostileServer.Script) exchange ->
                        exchange.send(200, "x".repeat(CONTENT.length).getBytes(UTF_8))),
                Arguments.of("sends without end", (HostileServer.Script) exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\n\r\n");
                    exchange.sendForEver("x".repeat(1000));
                }),
                Arguments.of("is overloaded", (HostileServer.Script) exchange -> exchange.send(503, new byte[0])),
                Arguments.of("speaks something else", (HostileServer.Script)
                        exchange -> exchange.send("220 mail.example ESMTP\r\n".getBytes(ISO_8859_1))));
    }

    private void updatesAndDownloads() throws Exception {
        Updater updater = updater();
        updater.refresh();
        TargetFile target = updater.find("file").orElseThrow().target();
        updater.download(target);

        assertThat(artifacts.content("file")).contains(CONTENT);
        assertThat(artifacts.unfinished()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aMirrorThatSpoilsMetadata(String name, HostileServer.Script fault) throws Exception {
        for (String file : List.of("2.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json")) {
            bad.on("/metadata/" + file, fault);
        }

        updatesAndDownloads();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aMirrorThatSpoilsArtifacts(String name, HostileServer.Script fault) throws Exception {
        bad.on(artifact, fault);

        updatesAndDownloads();
    }

    @Test
    void aMirrorThatSendsInCircles() throws Exception {
        bad.on(artifact, exchange -> exchange.send(302, new byte[0], "Location: /there"));
        bad.on("/there", exchange -> exchange.send(302, new byte[0], "Location: " + artifact));

        updatesAndDownloads();

        assertThat(bad.requests().stream().filter(line -> line.startsWith("GET /there")))
                .hasSizeLessThan(5);
    }

    @Test
    void aTransferThatBreaksGoesOnAtTheNextMirror() throws Exception {
        bad.on(artifact, exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 10000\r\n\r\n"
                    + new String(CONTENT, 0, 6000, ISO_8859_1));
            Exchange.sleep(100);
            exchange.close();
        });
        List<Optional<String>> asked = new CopyOnWriteArrayList<>();
        good.on(artifact, exchange -> {
            asked.add(exchange.header("Range"));
            asked.add(exchange.header("If-Range"));
            exchange.send(
                    "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 6000-9999/10000\r\nContent-Length: 4000\r\n\r\n"
                            + new String(CONTENT, 6000, 4000, ISO_8859_1));
            exchange.close();
        });

        updatesAndDownloads();

        assertThat(asked)
                .as("the rest, whatever the other one called the file")
                .containsExactly(Optional.of("bytes=6000-"), Optional.empty());
    }
}
