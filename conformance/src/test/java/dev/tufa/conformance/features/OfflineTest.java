package dev.tufa.conformance.features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.testkit.TestMetadata;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NetworkUse;
import dev.tufa.tuf.client.NotStoredException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ClockException;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.SignatureException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is stored is used as long as it is valid, and nobody is told that more was checked than was. */
class OfflineTest {
    private static final Instant NOW = TestMetadata.NOW;
    private static final Fetcher GONE = request -> {
        throw new IOException(request.uri() + ": expected an answer, got Connection refused");
    };

    private final RepositorySimulator repository = new RepositorySimulator();
    private final FeatureClient client = new FeatureClient(repository);

    @BeforeEach
    void publish() throws Exception {
        repository.targets().add("file", "content");
        repository.timestamp().expires(NOW.plus(Duration.ofDays(7)));
        repository.publish();
    }

    private UpdaterBuilder builder(NetworkUse use) {
        return client.builder(repository).network(use);
    }

    private Refreshed online() throws Exception {
        return builder(NetworkUse.ALWAYS).build().refresh();
    }

    @Nested
    @DisplayName("never asking")
    class Never {
        private Updater updater() {
            return client.builder(GONE).network(NetworkUse.NEVER).build();
        }

        @Test
        void usesWhatIsValid() throws Exception {
            online();
            client.clock.advance(Duration.ofDays(6));

            Refreshed refreshed = updater().refresh();

            assertThat(refreshed.timestamp().version()).isEqualTo(2);
            assertThat(updater().find("file")).isPresent();
        }

        @Test
        void saysWhatWasNotChecked() throws Exception {
            online();
            client.clock.advance(Duration.ofDays(6));

            Refreshed refreshed = updater().refresh();

            assertThat(refreshed.checks().complete()).isFalse();
            assertThat(refreshed.checks().unchecked())
                    .containsExactly(
                            "whether there are newer versions was not asked since " + NOW,
                            "whether keys were replaced was not asked since " + NOW);
        }

        @Test
        void refusesWhatHasExpired() throws Exception {
            online();
            client.clock.advance(Duration.ofDays(7));

            assertThatThrownBy(() -> updater().refresh()).isInstanceOf(ExpiredException.class);
        }

        @Test
        void refusesWhatWasForged() throws Exception {
            online();
            byte[] forged = TestMetadata.aTimestamp()
                    .version(99)
                    .signedBy(TestKeys.key("somebody else"))
                    .build();
            client.store.write("timestamp", forged);

            assertThatThrownBy(() -> updater().refresh()).isInstanceOf(SignatureException.class);
        }

        @Test
        void hasNothingAtFirst() {
            assertThatThrownBy(() -> updater().refresh())
                    .isInstanceOf(NotStoredException.class)
                    .hasMessage("timestamp.json: expected a copy on this machine, got none, and the network is not to"
                            + " be used");
        }

        @Test
        void hasTheArtifactsThatWereDownloadedAndNoOthers() throws Exception {
            Updater online = builder(NetworkUse.ALWAYS).build();
            var target = online.find("file").orElseThrow().target();

            assertThatThrownBy(() -> updater().download(target)).isInstanceOf(NotStoredException.class);
            online.download(target);

            updater().download(target);
            assertThat(client.artifacts.content("file")).contains("content".getBytes(UTF_8));
        }

        @Test
        void followsTheRootsThatAreStored() throws Exception {
            repository.root().keys(RoleType.TIMESTAMP, 1, TestKeys.key("new timestamp"));
            repository.publish();
            byte[] first = repository.file("metadata/1.root.json");
            online();

            Updater pinned = client.builder(GONE)
                    .network(NetworkUse.NEVER)
                    .pinnedRoot(first)
                    .build();

            assertThat(pinned.refresh().root().version()).isEqualTo(2);
        }
    }

    @Nested
    @DisplayName("asking if it can be reached")
    class IfReachable {
        @Test
        void isNewestThen() throws Exception {
            online();
            repository.publish();

            Refreshed refreshed = builder(NetworkUse.IF_REACHABLE).build().refresh();

            assertThat(refreshed.timestamp().version()).isEqualTo(3);
            assertThat(refreshed.checks().complete()).isTrue();
            assertThat(refreshed.checks().unchecked()).isEmpty();
        }

        @Test
        void isWhatIsStoredOtherwise() throws Exception {
            online();
            repository.serve("metadata/2.root.json", Fault.unreachable());

            Refreshed refreshed = builder(NetworkUse.IF_REACHABLE).build().refresh();

            assertThat(refreshed.timestamp().version()).isEqualTo(2);
            assertThat(refreshed.checks().unchecked())
                    .last()
                    .asString()
                    .startsWith("the repository could not be reached: https://repository.example/metadata/2.root.json");
        }

        @Test
        void refusesWhatTheRepositoryForges() throws Exception {
            online();
            repository.serve("metadata/timestamp.json", Fault.bytes(new byte[] {'{', '}'}));

            assertThatThrownBy(() -> builder(NetworkUse.IF_REACHABLE).build().refresh())
                    .as("an attack is not an outage")
                    .hasMessageStartingWith("timestamp.json: ");
        }

        @Test
        void failsAsTheNetworkDidWhenWhatIsStoredHasExpired() throws Exception {
            online();
            client.clock.advance(Duration.ofDays(8));
            repository.serve("metadata/2.root.json", Fault.unreachable());

            assertThatThrownBy(() -> builder(NetworkUse.IF_REACHABLE).build().refresh())
                    .hasMessageContaining("Connection refused")
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(ExpiredException.class));
        }
    }

    @Nested
    @DisplayName("asking now and then")
    class Sometimes {
        private final NetworkUse hourly = NetworkUse.atMostEvery(Duration.ofHours(1));

        private List<String> requestsAfter(Duration pause) throws Exception {
            client.clock.advance(pause);
            repository.takeRequests();
            builder(hourly).build().refresh();
            return repository.takeRequests();
        }

        @Test
        void asksNobodyWithinTheInterval() throws Exception {
            online();

            assertThat(requestsAfter(Duration.ofMinutes(59))).isEmpty();
            assertThat(requestsAfter(Duration.ofMinutes(1))).isNotEmpty();
            assertThat(requestsAfter(Duration.ofMinutes(59))).isEmpty();
        }

        @Test
        void asksSoonerWhenWhatIsStoredIsNotValid() throws Exception {
            online();
            client.store.delete("snapshot");

            assertThat(requestsAfter(Duration.ofMinutes(1))).isNotEmpty();
        }

        @Test
        void asksAtFirst() throws Exception {
            assertThat(requestsAfter(Duration.ZERO)).isNotEmpty();
        }

        @Test
        void saysSinceWhenItHasNotAsked() throws Exception {
            online();
            client.clock.advance(Duration.ofMinutes(59));

            assertThat(builder(hourly).build().refresh().checks().unchecked())
                    .contains("whether there are newer versions was not asked since " + NOW);
        }
    }

    @Nested
    @DisplayName("roots")
    class Roots {
        private Updater updater() {
            return builder(NetworkUse.ALWAYS).rootInterval(Duration.ofDays(1)).build();
        }

        @Test
        void areAskedForOnceInTheInterval() throws Exception {
            updater().refresh();
            repository.takeRequests();

            client.clock.advance(Duration.ofHours(23));
            Refreshed refreshed = updater().refresh();

            assertThat(repository.takeRequests()).containsExactly("metadata/timestamp.json");
            assertThat(refreshed.checks().complete()).isFalse();
            assertThat(refreshed.checks().unchecked())
                    .containsExactly("whether keys were replaced was not asked since " + NOW);
            client.clock.advance(Duration.ofHours(1));
            assertThat(updater().refresh().checks().complete()).isTrue();
            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @Test
        void areAskedForSoonerWhenSomethingIsRefusedWithoutThem() throws Exception {
            updater().refresh();
            repository.root().keys(RoleType.TIMESTAMP, 1, TestKeys.key("new timestamp"));
            repository.publish();

            assertThat(updater().refresh().root().version()).isEqualTo(2);
        }
    }

    @Nested
    @DisplayName("a clock")
    class Clock {
        @Test
        void thatWentBackIsRefused() throws Exception {
            online();
            client.clock.advance(Duration.ofMinutes(-61));

            assertThatThrownBy(OfflineTest.this::online)
                    .isInstanceOf(ClockException.class)
                    .hasMessage("clock: expected a time after 2029-12-31T23:00:00Z, got 2029-12-31T22:59:00Z");
            assertThat(repository.takeRequests()).doesNotHaveDuplicates();
        }

        @Test
        void mayGoBackALittle() throws Exception {
            online();
            client.clock.advance(Duration.ofHours(-1));

            assertThat(online().updateStart()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        }

        @Test
        void goesOnFromTheLatestTimeAndNotFromTheLast() throws Exception {
            online();
            client.clock.advance(Duration.ofMinutes(-40));
            online();
            client.clock.advance(Duration.ofMinutes(-40));

            assertThatThrownBy(OfflineTest.this::online).isInstanceOf(ClockException.class);
        }

        @Test
        void isToleratedAsFarAsTheApplicationSays() throws Exception {
            online();
            client.clock.advance(Duration.ofDays(-2));

            assertThat(builder(NetworkUse.ALWAYS)
                            .clockTolerance(Duration.ofDays(2))
                            .build()
                            .refresh()
                            .root()
                            .version())
                    .isEqualTo(1);
        }

        @Test
        void thatWasWrongCanBeForgotten() throws Exception {
            client.clock.advance(Duration.ofDays(6));
            online();
            client.clock.set(NOW);
            assertThatThrownBy(OfflineTest.this::online).isInstanceOf(ClockException.class);

            builder(NetworkUse.ALWAYS).build().forgetTime();

            assertThat(online().updateStart()).isEqualTo(NOW);
        }

        @Test
        void isNotBelievedByAFailedUpdate() throws Exception {
            client.clock.advance(Duration.ofDays(8));
            assertThatThrownBy(OfflineTest.this::online).isInstanceOf(ExpiredException.class);

            client.clock.set(NOW);
            online();
        }

        @Test
        void isNotKnownWhereNotesAreDamaged() throws Exception {
            online();
            client.store.writeNotes("latest-time: never\n\0garbage".getBytes(UTF_8));
            client.clock.advance(Duration.ofDays(-2));

            online();
        }
    }
}
