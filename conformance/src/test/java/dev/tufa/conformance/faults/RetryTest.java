package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.PermanentFetchException;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may go away is tried again, a few times and no more. */
@Timeout(30)
class RetryTest {
    private static final String TIMESTAMP = "/metadata/timestamp.json";
    private static final byte[] NONE = new byte[0];

    private final RepositorySimulator repository = new RepositorySimulator();
    private HostileServer server;
    private HttpClientFixture client;

    @BeforeEach
    void start() throws IOException {
        server = new HostileServer(repository);
        client = new HttpClientFixture(repository, server.uri("/metadata/")).with(policy(3, 10, 1));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static TransferPolicy policy(int attempts, int budget, long backoffMillis) {
        return new TransferPolicy(
                HttpClientFixture.IMPATIENT.grace(),
                1000,
                HttpClientFixture.IMPATIENT.metadataDeadline(),
                attempts,
                budget,
                Duration.ofMillis(backoffMillis),
                1);
    }

    /** Fails a few times, and then answers as it should. */
    private void failing(String path, int times, HostileServer.Script failure) {
        AtomicInteger left = new AtomicInteger(times);
        server.on(path, exchange -> {
            if (left.getAndDecrement() > 0) {
                failure.answer(exchange);
            } else {
                server.answerFromRepository(exchange);
            }
        });
    }

    private long requests(String path) {
        return server.requests().stream()
                .filter(line -> line.equals("GET " + path + " HTTP/1.1"))
                .count();
    }

    @Nested
    @DisplayName("one file")
    class OneFile {
        @Test
        void isTriedAgainAfterAFailureOfTheServer() throws Exception {
            failing(TIMESTAMP, 2, exchange -> exchange.send(503, NONE));

            client.updater().refresh();

            assertThat(requests(TIMESTAMP)).isEqualTo(3);
        }

        @Test
        void isNotTriedAFourthTime() {
            failing(TIMESTAMP, 3, exchange -> exchange.send(503, NONE));

            assertThatThrownBy(() -> client.updater().refresh())
                    .hasMessage(server.uri(TIMESTAMP) + ": expected HTTP status 200, got 503");
            assertThat(requests(TIMESTAMP)).isEqualTo(3);
        }

        @Test
        void isTriedAgainAfterAConnectionBroke() throws Exception {
            failing(TIMESTAMP, 2, exchange -> {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
                exchange.close();
            });

            client.updater().refresh();

            assertThat(requests(TIMESTAMP)).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(ints = {404, 403, 410})
        void thatIsNotThereIsNotTriedAgain(int status) {
            failing(TIMESTAMP, 1, exchange -> exchange.send(status, NONE));

            assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(NotAvailableException.class);
            assertThat(requests(TIMESTAMP)).isEqualTo(1);
        }

        @Test
        void thatCannotGetBetterIsNotTriedAgain() {
            failing(TIMESTAMP, 1, exchange -> exchange.send(401, NONE));

            assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(PermanentFetchException.class);
            assertThat(requests(TIMESTAMP)).isEqualTo(1);
        }

        @Test
        void thatIsRefusedIsNotTriedAgain() {
            failing(TIMESTAMP, 1, exchange -> exchange.send(200, new byte[65537]));

            assertThatThrownBy(() -> client.updater().refresh()).isInstanceOf(IntegrityException.class);
            assertThat(requests(TIMESTAMP)).isEqualTo(1);
        }

        @Test
        void isTriedAgainAfterALongerPauseEachTime() throws Exception {
            client.with(policy(3, 10, 100));
            failing(TIMESTAMP, 2, exchange -> exchange.send(503, NONE));
            long start = System.nanoTime();

            client.updater().refresh();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        }

        @Test
        void isNotWaitedForByAThreadThatIsInterrupted() {
            client.with(policy(3, 10, 60_000));
            Thread waiting = Thread.currentThread();
            failing(TIMESTAMP, 2, exchange -> {
                exchange.send(503, NONE);
                Exchange.sleep(200);
                waiting.interrupt();
            });

            assertThatThrownBy(() -> client.updater().refresh())
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("interrupted while waiting to try again");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    @DisplayName("all files of one update")
    class Budget {
        @Test
        void shareTheRetries() {
            client.with(policy(3, 2, 1));
            failing("/metadata/2.root.json", 1, exchange -> exchange.send(503, NONE));
            failing(TIMESTAMP, 1, exchange -> exchange.send(503, NONE));
            failing("/metadata/1.snapshot.json", 1, exchange -> exchange.send(503, NONE));

            assertThatThrownBy(() -> client.updater().refresh())
                    .hasMessage(server.uri("/metadata/1.snapshot.json") + ": expected HTTP status 200, got 503");
            assertThat(requests("/metadata/1.snapshot.json")).isEqualTo(1);
        }

        @Test
        void haveRetriesAnewInTheNextUpdate() throws Exception {
            client.with(policy(3, 2, 1));
            Updater updater = client.updater();
            for (int i = 0; i < 3; i++) {
                failing(TIMESTAMP, 2, exchange -> exchange.send(503, NONE));
                updater.refresh();
            }
        }
    }

    @Nested
    @DisplayName("an artifact")
    class Artifact {
        private final byte[] old = new byte[200_000];
        private final byte[] replaced = new byte[200_000];

        private String publish(byte[] content) {
            repository.targets().add("large", content);
            repository.publish();
            return "/targets/"
                    + repository.files().stream()
                            .filter(file -> file.endsWith(".large"))
                            .reduce((first, last) -> last)
                            .orElseThrow()
                            .substring("targets/".length());
        }

        private void breakOnceHalfway(String path, byte[] first, byte[] then) {
            AtomicInteger tries = new AtomicInteger();
            server.on(path, exchange -> {
                if (tries.getAndIncrement() == 0) {
                    exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + first.length + "\r\n\r\n");
                    exchange.send(Arrays.copyOf(first, first.length / 2));
                    exchange.close();
                } else {
                    exchange.send(200, then);
                }
            });
        }

        @Test
        void thatBreaksHalfwayComesFromItsBeginning() throws Exception {
            Arrays.fill(old, (byte) 'o');
            String path = publish(old);
            breakOnceHalfway(path, old, old);
            Updater updater = client.updater();

            updater.download(updater.find("large").orElseThrow().target());

            assertThat(client.artifacts.content("large")).contains(old);
            assertThat(requests(path)).isEqualTo(2);
            assertThat(client.artifacts.unfinished()).isZero();
        }

        /** The first half is of the right artifact, the second try of another one: no mixture passes. */
        @Test
        void thatChangesOnTheServerIsNeverAMixture() throws Exception {
            Arrays.fill(old, (byte) 'o');
            Arrays.fill(replaced, (byte) 'r');
            String path = publish(old);
            breakOnceHalfway(path, old, replaced);
            Updater updater = client.updater();
            TargetFile target = updater.find("large").orElseThrow().target();

            assertThatThrownBy(() -> updater.download(target))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("large: sha256: expected ");
            assertThat(client.artifacts.content("large")).isEmpty();
            assertThat(client.artifacts.unfinished()).isZero();
        }

        /** The first half is of another artifact, the second try is right: nothing of the first is left. */
        @Test
        void thatWasAnotherOneAtFirstComesFromItsBeginning() throws Exception {
            Arrays.fill(replaced, (byte) 'r');
            String path = publish(old);
            breakOnceHalfway(path, replaced, old);
            Updater updater = client.updater();

            updater.download(updater.find("large").orElseThrow().target());

            assertThat(client.artifacts.content("large")).contains(old);
        }
    }
}
