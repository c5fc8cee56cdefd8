package dev.tufa.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.client.SlowRetrievalException;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is slow on purpose is not waited for, wherever in an answer. */
@DisplayName("a server that is slow on purpose")
class SlowTransportTest extends TransportCase {
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
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-A: ", "HTTP/1.1 404 Not Found\r\nX-A: ", "HTTP/1.1 100 Continue\r\n"})
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
            exchange.send("HTTP/1.1 %d No\r\nLocation: /nowhere\r\nContent-Length: 10000\r\n\r\n".formatted(status));
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
