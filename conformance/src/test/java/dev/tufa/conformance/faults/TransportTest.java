package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, a client is done with it soon, with what it had before and a word on what is wrong. */
class TransportTest extends TransportCase {
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
}
