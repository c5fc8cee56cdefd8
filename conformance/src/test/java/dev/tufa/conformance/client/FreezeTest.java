package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.SimulatedRole;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.ExpiredException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is kept on old metadata for longer than it says itself. */
class FreezeTest {
    private static final Instant SOON = NOW.plus(Duration.ofDays(1));

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    @BeforeEach
    void delegate() {
        repository.targets().delegate(aDelegation("a"));
        repository.role("a").add("of-a", "content");
        repository.publish();
    }

    private SimulatedRole<?> role(String name) {
        return switch (name) {
            case "root" -> repository.root();
            case "timestamp" -> repository.timestamp();
            case "snapshot" -> repository.snapshot();
            default -> repository.role(name);
        };
    }

    private static String expired(String role, Instant expires, Instant updateStart) {
        return "%s.json: expected expiry after %s, got %s".formatted(role, updateStart, expires);
    }

    @Nested
    @DisplayName("TUF §5.3.10, §5.4.4, §5.5.6, §5.6.5 expiry")
    class Expiry {
        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "a"})
        void afterUpdateStartIsAccepted(String role) throws Exception {
            role(role).expires(NOW.plusSeconds(1));
            repository.publish();

            assertThat(client.find("of-a")).isPresent();
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "a"})
        void equalToUpdateStartIsExpired(String role) {
            role(role).expires(NOW);
            repository.publish();

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage(expired(role, NOW, NOW));
        }

        @ParameterizedTest
        @ValueSource(strings = {"timestamp", "snapshot", "targets", "a"})
        void ofWhatWasRefusedIsNotStored(String role) {
            role(role).expires(NOW);
            repository.publish();

            assertThatThrownBy(() -> client.find("of-a")).isInstanceOf(ExpiredException.class);
            assertThat(client.store.read(role)).isEmpty();
        }
    }

    @Nested
    @DisplayName("files that the client has already")
    class Cached {
        /** The repository stands still from then on: it is asked again, and has nothing newer. */
        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "a"})
        void expireLikeNewOnes(String role) throws Exception {
            role(role).expires(SOON);
            repository.publish();
            client.find("of-a");
            client.clock.set(SOON);

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage(expired(role, SOON, SOON));
            assertThatThrownBy(() -> client.find("of-a")).isInstanceOf(ExpiredException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "a"})
        void areReplacedWhenTheRepositoryHasNewerOnes(String role) throws Exception {
            role(role).expires(SOON);
            repository.publish();
            client.find("of-a");
            client.clock.set(SOON);
            role(role).expires(SOON.plusSeconds(1));
            repository.publish();

            assertThat(client.find("of-a")).isPresent();
        }

        @Test
        void thatHaveExpiredStillHoldTheFloor() throws Exception {
            repository.timestamp().expires(SOON);
            repository.timestamp().version(7);
            repository.publish();
            client.refresh();
            client.clock.set(SOON);
            repository.timestamp().version(6);
            repository.timestamp().expires(SOON.plusSeconds(1));
            repository.publish();

            assertThatThrownBy(client::refresh).hasMessage("timestamp.json: version: expected >= 7, got 6");
        }
    }

    @Nested
    @DisplayName("TUF §5.1 fixed update start time")
    class UpdateStart {
        /** The timestamp takes two days to come. */
        private void slowTimestamp() {
            byte[] timestamp = repository.file("metadata/timestamp.json");
            repository.serve("metadata/timestamp.json", Fault.answering((uri, published) -> {
                client.clock.advance(Duration.ofDays(2));
                return new Fetcher.Response(new ByteArrayInputStream(timestamp), OptionalLong.of(timestamp.length));
            }));
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "a"})
        void isWhatEveryExpiryOfOneUpdateIsComparedWith(String role) throws Exception {
            role(role).expires(SOON);
            repository.publish();
            slowTimestamp();
            Updater updater = client.builder().build();

            assertThat(updater.refresh().updateStart()).isEqualTo(NOW);
            assertThat(updater.find("of-a")).isPresent();
        }

        @Test
        void isAnewForTheNextUpdateOfTheSameUpdater() throws Exception {
            repository.snapshot().expires(SOON);
            repository.publish();
            slowTimestamp();
            Updater updater = client.builder().build();
            updater.refresh();

            assertThatThrownBy(updater::refresh).hasMessage(expired("snapshot", SOON, NOW.plus(Duration.ofDays(2))));
        }
    }

    @Nested
    @DisplayName("a clock that was ahead and has been set back")
    class ClockSetBack {
        @Test
        void doesNotLockTheClientOut() throws Exception {
            repository.timestamp().expires(SOON);
            repository.publish();
            client.clock.set(SOON);
            assertThatThrownBy(client::refresh).isInstanceOf(ExpiredException.class);
            client.clock.set(NOW);

            assertThat(client.refresh().updateStart()).isEqualTo(NOW);
        }

        @Test
        void doesNotBringOldMetadataBack() throws Exception {
            client.refresh();
            byte[] old = repository.file("metadata/timestamp.json");
            repository.publish();
            client.refresh();
            client.clock.advance(Duration.ofMinutes(-59));
            repository.serve("metadata/timestamp.json", Fault.bytes(old));

            assertThatThrownBy(client::refresh).hasMessage("timestamp.json: version: expected >= 3, got 2");
        }
    }
}
