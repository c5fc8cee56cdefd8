package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.SlowRetrievalException;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, a client is done with it soon, with what it had before and a word on what is wrong. */
@Timeout(30)
@ParameterizedClass
@EnumSource
@Execution(ExecutionMode.CONCURRENT)
class TransportTest {
    private static final String TIMESTAMP = "/metadata/timestamp.json";
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String GZIP = OK + "Content-Encoding: gzip\r\n\r\n";

    @Parameter
    Platform platform = Platform.URL_CONNECTION;

    private final RepositorySimulator repository = new RepositorySimulator();
    private HostileServer server;
    private HttpClientFixture client;

    @BeforeEach
    void start() throws IOException {
        repository.targets().add("a.txt", "content");
        repository.publish();
        server = new HostileServer(repository);
        client = new HttpClientFixture(repository, server.uri("/metadata/"), platform.builder());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void assertRefreshFails(HostileServer.Script timestamp, Class<? extends Exception> type, String message) {
        server.on(TIMESTAMP, timestamp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(type)
                .hasMessage(message);
        assertThat(client.store.roles()).containsExactly("root");
    }

    /** In the platform's words. */
    private void assertRefreshFails(HostileServer.Script timestamp, String expected, String words) {
        server.on(TIMESTAMP, timestamp);

        assertThatThrownBy(() -> client.updater().refresh())
                .isExactlyInstanceOf(IOException.class)
                .satisfies(failure -> platform.assertSays(failure, expected, words));
        assertThat(client.store.roles()).containsExactly("root");
    }

    /** Trailers, which one of the platform's clients waits for and the other one does without. */
    private void assertTrailersAreNotWaitedFor(HostileServer.Script afterSpaces) {
        if (platform == Platform.URL_CONNECTION) {
            assertRefreshFails(afterSpaces, IOException.class, expectedWholeFile(HttpClientFixture.LATE_BODY));
        } else {
            assertRefreshFails(
                    afterSpaces,
                    MalformedMetadataException.class,
                    "timestamp.json: expected a complete document, got only its beginning");
        }
    }

    private String expectedAnswer(String actual) {
        return server.uri(TIMESTAMP) + ": expected an answer, got " + actual;
    }

    private String expectedWholeFile(String actual) {
        return server.uri(TIMESTAMP) + ": expected the whole file, got " + actual;
    }

    @Nested
    @DisplayName("a body without end")
    class Endless {
        @ParameterizedTest
        @ValueSource(longs = {65537, Long.MAX_VALUE})
        void thatSaysSoIsNotRead(long length) {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "Content-Length: " + length + "\r\n\r\n");
                        exchange.sendForEver(" ");
                    },
                    IntegrityException.class,
                    "timestamp.json: length: expected at most 65536 bytes, got " + length + " bytes announced");
        }

        @Test
        void thatDoesNotSaySoIsReadUpToTheLimit() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "\r\n");
                        exchange.sendForEver(" ");
                    },
                    IntegrityException.class,
                    "timestamp.json: length: expected at most 65536 bytes, got more");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5\r\n     \r\n", "fff\r\n"})
        void inChunksIsReadUpToTheLimit(String chunks) {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(CHUNKED + "7fffffff\r\n");
                        exchange.sendForEver(chunks);
                    },
                    IntegrityException.class,
                    "timestamp.json: length: expected at most 65536 bytes, got more");
        }

        @Test
        void ofARootIsReadUpToTheLimit() {
            server.on("/metadata/2.root.json", exchange -> {
                exchange.send(OK + "\r\n");
                exchange.sendForEver(" ");
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("2.root.json: length: expected at most 1048576 bytes, got more");
        }

        @Test
        void ofAnArtifactIsReadUpToItsLength() throws Exception {
            Updater updater = client.updater();
            TargetFile target = updater.find("a.txt").orElseThrow().target();
            String hash = target.hashes().hexByFunction().get("sha256");
            server.on("/targets/" + hash + ".a.txt", exchange -> {
                exchange.send(OK + "\r\ncontent");
                exchange.sendForEver(" ");
            });

            assertThatThrownBy(() -> updater.download(target))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("a.txt: length: expected 7, got at least ");
            assertThat(client.artifacts.content("a.txt")).isEmpty();
            assertThat(client.artifacts.unfinished()).isZero();
        }

        @Test
        void ofAnErrorPageIsNotRead() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n");
                        exchange.sendForEver("5\r\n     \r\n");
                    },
                    NotAvailableException.class,
                    server.uri(TIMESTAMP) + ": expected a file, got HTTP status 404");
        }
    }

    @Nested
    @DisplayName("headers without end")
    class EndlessHeaders {
        @ParameterizedTest
        @ValueSource(strings = {"X-A: b\r\n", "X"})
        void areReadUpToALimit(String header) {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(OK);
                exchange.sendForEver(header);
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith(expectedAnswer("Header size too big"));
        }

        @Test
        void ofInterimAnswersAreReadUpToALimit() {
            assertRefreshFails(
                    exchange -> exchange.sendForEver("HTTP/1.1 100 Continue\r\n\r\n"),
                    expectedAnswer(""),
                    "interim answers without end");
        }

        @Test
        void ofAChunkAreReadUpToALimit() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(CHUNKED + "5;");
                        exchange.sendForEver("x");
                    },
                    server.uri(TIMESTAMP) + ": expected ",
                    "the whole file, got Chunk header too long");
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-A: b\r\n", "X"})
        void afterTheLastChunkAreReadForAWhile(String trailer) {
            assertTrailersAreNotWaitedFor(exchange -> {
                exchange.send(CHUNKED + "5\r\n     \r\n0\r\n");
                exchange.sendForEver(trailer);
            });
        }
    }

    @Nested
    @DisplayName("an answer that is cut short")
    class CutShort {
        @Test
        void beforeItsLengthIsIncomplete() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "Content-Length: 100\r\n\r\n1234567890");
                        exchange.close();
                    },
                    expectedWholeFile(""),
                    "Premature EOF");
        }

        @ParameterizedTest
        @ValueSource(strings = {"14\r\n1234567890", "a\r\n1234567890\r\n", "a\r\n1234567890\r\n0\r\n"})
        void beforeTheLastChunkIsIncomplete(String chunks) {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(CHUNKED + chunks);
                        exchange.close();
                    },
                    expectedWholeFile(""),
                    "Premature EOF");
        }

        @Test
        void byAResetIsIncomplete() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "Content-Length: 100\r\n\r\n1234567890");
                        Exchange.sleep(100); // a reset takes away what was not read yet
                        exchange.reset();
                    },
                    expectedWholeFile(""),
                    "Connection reset");
        }

        @Test
        void beforeItsHeadersIsNone() {
            assertRefreshFails(Exchange::close, expectedAnswer(""), "Unexpected end of file from server");
        }

        @Test
        void byAResetBeforeItsHeadersIsNone() {
            assertRefreshFails(Exchange::reset, expectedAnswer(""), "Connection reset");
        }

        @Test
        void ofACompressedFileIsIncomplete() {
            assertRefreshFails(
                    exchange -> {
                        byte[] whole = gzip(repository.file("metadata/timestamp.json"));
                        exchange.send(GZIP);
                        exchange.send(Arrays.copyOf(whole, whole.length / 2));
                        exchange.close();
                    },
                    IOException.class,
                    expectedWholeFile("Unexpected end of ZLIB input stream"));
        }

        /** Nobody can tell that from a file that ends there; what it says has to. */
        @Test
        void ofAFileWithoutLengthIsJudgedByItsContent() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "\r\n{");
                        exchange.close();
                    },
                    MalformedMetadataException.class,
                    "timestamp.json: expected a complete document, got only its beginning");
        }
    }

    @Nested
    @DisplayName("a server that is slow on purpose")
    class Slow {
        @Test
        void andSaysNothingIsNotWaitedFor() {
            assertRefreshFails(Exchange::stall, expectedAnswer(""), "Read timed out");
        }

        @Test
        void andSendsNoBodyIsNotWaitedFor() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(OK + "Content-Length: 100\r\n\r\n1234567890");
                        exchange.stall();
                    },
                    expectedWholeFile(""),
                    "Read timed out");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"HTTP/1.1 200 OK\r\nX-A: ", "HTTP/1.1 404 Not Found\r\nX-A: ", "HTTP/1.1 100 Continue\r\n"})
        void andDripsHeadersIsNotWaitedFor(String start) {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(start);
                        exchange.dripForEver("X-A: b\r\n");
                    },
                    IOException.class,
                    expectedAnswer(HttpClientFixture.LATE_HEADERS));
        }

        @Test
        void andDripsTheStatusIsNotWaitedFor() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send("HTTP/1.1 2");
                        exchange.dripForEver("X-A: b\r\n");
                    },
                    expectedAnswer(""),
                    HttpClientFixture.LATE_HEADERS);
        }

        @Test
        void andDripsInterimAnswersIsNotWaitedFor() {
            assertRefreshFails(
                    exchange -> exchange.dripForEver("HTTP/1.1 100 Continue\r\n\r\n"),
                    IOException.class,
                    expectedAnswer(HttpClientFixture.LATE_HEADERS));
        }

        @Test
        void andDripsTheBodyIsNotWaitedFor() {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(OK + "Content-Length: 1000\r\n\r\n");
                exchange.dripForEver(" ");
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(SlowRetrievalException.class)
                    .hasMessageMatching(
                            "timestamp.json: expected at least 1000 bytes per second, got [0-9]+ bytes in [0-9]+ s");
        }

        @Test
        void andDripsChunksIsNotWaitedFor() {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(CHUNKED);
                exchange.dripForEver("1\r\n \r\n");
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(SlowRetrievalException.class)
                    .hasMessageMatching(
                            "timestamp.json: expected at least 1000 bytes per second, got [0-9]+ bytes in [0-9]+ s");
        }

        @Test
        void andSendsFastButForEverIsNotWaitedFor() {
            client.with(new TransferPolicy(Duration.ofSeconds(9), 1, Duration.ofSeconds(1), 1, 0, Duration.ZERO, 1));
            server.on(TIMESTAMP, exchange -> {
                exchange.send(OK + "Content-Length: 60000\r\n\r\n");
                exchange.dripForEver(" ");
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(SlowRetrievalException.class)
                    .hasMessageMatching("timestamp.json: expected all of it within 1 s, got [0-9]+ bytes so far");
        }

        @Test
        void andDripsTheHeaderOfAChunkIsNotWaitedFor() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(CHUNKED + "5;x");
                        exchange.dripForEver("x:y");
                    },
                    IOException.class,
                    expectedWholeFile(HttpClientFixture.LATE_BODY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-A: b\r\n", "X-A: "})
        void andDripsTrailersIsNotWaitedFor(String start) {
            assertTrailersAreNotWaitedFor(exchange -> {
                exchange.send(CHUNKED + "5\r\n     \r\n0\r\n" + start);
                exchange.dripForEver("x:y");
            });
        }

        @ParameterizedTest
        @ValueSource(ints = {404, 500, 302})
        void andDripsAnErrorPageIsNotWaitedFor(int status) {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(
                        "HTTP/1.1 %d No\r\nLocation: /nowhere\r\nContent-Length: 10000\r\n\r\n".formatted(status));
                exchange.dripForEver("no ");
            });

            assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(IOException.class);
        }

        @Test
        void andDripsAnArtifactIsNotWaitedFor() throws Exception {
            byte[] content = new byte[10_000];
            repository.targets().add("large", content);
            repository.publish();
            Updater updater = client.updater();
            TargetFile target = updater.find("large").orElseThrow().target();
            server.on("/targets/" + target.hashes().hexByFunction().get("sha256") + ".large", exchange -> {
                exchange.send(OK + "Content-Length: 10000\r\n\r\n");
                exchange.dripForEver("\0");
            });

            assertThatThrownBy(() -> updater.download(target))
                    .isInstanceOf(SlowRetrievalException.class)
                    .hasMessageMatching("large: expected at least 1000 bytes per second, got [0-9]+ bytes in [0-9]+ s");
            assertThat(client.artifacts.content("large")).isEmpty();
            assertThat(client.artifacts.unfinished()).isZero();
        }
    }

    @Nested
    @DisplayName("a body that comes compressed")
    class Compressed {
        private void assertCompressedFails(String start, boolean fast, String repeated, String actual) {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(GZIP + start);
                        if (fast) {
                            exchange.sendForEver(repeated);
                        } else {
                            exchange.dripForEver(repeated);
                        }
                    },
                    IOException.class,
                    expectedWholeFile(actual));
        }

        @Test
        void isDecoded() throws Exception {
            server.on(TIMESTAMP, exchange -> {
                assertThat(exchange.header("Accept-Encoding")).contains("gzip");
                exchange.send(200, gzip(repository.file("metadata/timestamp.json")), "Content-Encoding: gzip");
            });

            client.updater().refresh();

            assertThat(client.store.read("timestamp")).contains(repository.file("metadata/timestamp.json"));
        }

        @Test
        void isTakenAsItIsWhereNobodyAskedForThat() throws Exception {
            byte[] archive = gzip("an archive that a server takes for an encoding".getBytes(ISO_8859_1));
            repository.targets().add("a.tar.gz", archive);
            repository.publish();
            Updater updater = client.updater();
            TargetFile target = updater.find("a.tar.gz").orElseThrow().target();
            server.on("/targets/" + target.hashes().hexByFunction().get("sha256") + ".a.tar.gz", exchange -> {
                assertThat(exchange.header("Accept-Encoding")).contains("identity");
                exchange.send(200, archive, "Content-Encoding: x-gzip");
            });

            updater.download(target);

            assertThat(client.artifacts.content("a.tar.gz")).contains(archive);
        }

        @Test
        void isReadUpToTheLimitOfWhatItDecodesTo() throws IOException {
            byte[] bomb = gzip(new byte[10_000_000]); // made before the client's patience begins
            assertRefreshFails(
                    exchange -> {
                        exchange.send(GZIP);
                        exchange.send(bomb);
                        exchange.close();
                    },
                    IntegrityException.class,
                    "timestamp.json: length: expected at most 65536 bytes, got more");
        }

        @Test
        void isRefusedWhenItIsNot() {
            assertRefreshFails(
                    exchange -> {
                        exchange.send(GZIP + "this is no compressed file");
                        exchange.close();
                    },
                    IOException.class,
                    expectedWholeFile("Not in GZIP format"));
        }

        @Test
        void isIncompleteWhenItIsEmpty() {
            assertRefreshFails(
                    exchange -> exchange.send(200, new byte[0], "Content-Encoding: gzip"),
                    IOException.class,
                    expectedWholeFile("EOFException"));
        }

        @Test
        void mayNotHaveAnEndlessHeader() {
            String header = "\037\213\010\010\0\0\0\0\0\0";
            assertCompressedFails(header, true, "x", "16385 compressed bytes without data");
        }

        @Test
        void mayNotDripItsHeader() {
            String header = "\037\213\010\010\0\0\0\0\0\0";
            assertCompressedFails(header, false, "x", HttpClientFixture.LATE_BODY);
        }

        @Test
        void mayNotHaveEmptyBlocksForEver() {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(GZIP + "\037\213\010\0\0\0\0\0\0\0");
                exchange.sendForEver("\0\0\0\377\377");
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageMatching(".*: expected the whole file, got 16[0-9]{3} compressed bytes without data");
        }

        @Test
        void mayNotDripEmptyBlocks() {
            String header = "\037\213\010\0\0\0\0\0\0\0";
            assertCompressedFails(header, false, "\0\0\0\377\377", HttpClientFixture.LATE_BODY);
        }

        @Test
        void mayNotHaveEmptyMembersForEver() {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(GZIP);
                exchange.sendForEver(new String(gzip(new byte[0]), ISO_8859_1));
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageEndingWith("compressed bytes without data");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.3 a next root that is not available")
    class NextRoot {
        @ParameterizedTest
        @ValueSource(ints = {403, 404, 410})
        void endsTheChainWhereTheServerSaysSo(int status) throws Exception {
            server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[10]));

            assertThat(client.updater().refresh().root().version()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 402, 405, 406, 407, 411, 416, 418, 451, 204, 206, 300, 304, 305})
        void isAnErrorWhereTheServerSaysAnythingElse(int status) {
            server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[0]));

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(PermanentFetchException.class)
                    .hasMessage(server.uri("/metadata/2.root.json") + ": expected HTTP status 200, got " + status);
        }

        @ParameterizedTest
        @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
        void isAnErrorThatMayGoAwayWhereTheServerSaysThat(int status) {
            server.on("/metadata/2.root.json", exchange -> exchange.send(status, new byte[0]));

            assertThatThrownBy(() -> client.updater().refresh())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(server.uri("/metadata/2.root.json") + ": expected HTTP status 200, got " + status);
        }

        @ParameterizedTest
        @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "404\r\n\r\n", "\r\n\r\n"})
        void isAnErrorWhereTheServerDoesNotSpeakHttp(String words) {
            server.on("/metadata/2.root.json", exchange -> {
                exchange.send(words);
                exchange.close();
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NotAvailableException.class);
        }

        @Test
        void isAnErrorWhereNobodyListens() throws Exception {
            try (DeafPort nobody = new DeafPort()) {
                client = new HttpClientFixture(repository, nobody.uri("/metadata/"));

                assertThatThrownBy(() -> client.updater().refresh())
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                nobody.uri("/metadata/2.root.json") + ": expected an answer, got Connection refused");
            }
        }
    }

    @Nested
    @DisplayName("connections")
    class Connections {
        @Test
        void areUsedAgain() throws Exception {
            client.updater().refresh();

            assertThat(server.requests()).hasSize(4);
            assertThat(server.connections()).isEqualTo(1);
        }

        @Test
        void areUsedAgainAfterCompressedAndChunkedBodies() throws Exception {
            server.on(TIMESTAMP, exchange -> {
                byte[] body = gzip(repository.file("metadata/timestamp.json"));
                exchange.send(OK + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
                exchange.send(Integer.toHexString(body.length) + "\r\n");
                exchange.send(body);
                exchange.send("\r\n0\r\n\r\n");
            });

            client.updater().refresh();

            assertThat(server.requests()).hasSize(4);
            assertThat(server.connections()).isEqualTo(1);
        }

        @Test
        void areNotLeftOpenWhenAnAnswerIsGivenUp() throws Exception {
            server.on(TIMESTAMP, exchange -> {
                exchange.send(OK + "\r\n");
                exchange.sendForEver(" ");
            });
            assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(IntegrityException.class);

            for (int i = 0; i < 50 && server.openConnections() > 0; i++) {
                Exchange.sleep(100);
            }
            assertThat(server.openConnections()).isZero();
        }

        @Test
        void sayWhoIsThere() throws Exception {
            server.on(TIMESTAMP, exchange -> {
                assertThat(exchange.header("User-Agent")).contains("tufa");
                server.answerFromRepository(exchange);
            });

            client.updater().refresh();

            assertThat(server.requests())
                    .isEqualTo(List.of(
                            "GET /metadata/2.root.json HTTP/1.1",
                            "GET /metadata/timestamp.json HTTP/1.1",
                            "GET /metadata/2.snapshot.json HTTP/1.1",
                            "GET /metadata/2.targets.json HTTP/1.1"));
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
