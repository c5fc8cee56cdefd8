package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestMetadata.SNAPSHOT_KEY;
import static dev.tufa.testkit.TestMetadata.TIMESTAMP_KEY;
import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions never go back, and files of different publications never mix. */
class RollbackTest {
    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    /** After this, every role is at version 2 and the client has all of it. */
    @BeforeEach
    void publishTwice() throws Exception {
        repository.targets().delegate(aDelegation("a"));
        repository.role("a").version(2);
        repository.role("a").add("of-a", "content");
        repository.publish();
        client.find("of-a");
        repository.takeRequests();
    }

    private void assertStoredVersions(long timestamp, long snapshot, long targets, long delegated) {
        assertThat(client.storedVersion("timestamp")).isEqualTo(timestamp);
        assertThat(client.storedVersion("snapshot")).isEqualTo(snapshot);
        assertThat(client.storedVersion("targets")).isEqualTo(targets);
        assertThat(client.storedVersion("a")).isEqualTo(delegated);
    }

    @Nested
    @DisplayName("TUF §5.4.3 timestamp")
    class Timestamp {
        @Test
        void ofALowerVersionIsRefusedAndNotStored() {
            repository.timestamp().version(1);
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("timestamp.json: version: expected >= 2, got 1");
            assertStoredVersions(2, 2, 2, 2);
            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
        }

        @Test
        void thatNamesAnOlderSnapshotIsRefusedAndNotStored() {
            repository.timestamp().edit(timestamp -> timestamp.snapshot(1));
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("timestamp.json: version of snapshot.json: expected >= 2, got 1");
            assertStoredVersions(2, 2, 2, 2);
        }

        @Test
        void ofTheSameVersionChangesNothing() throws Exception {
            byte[] stored = client.store.read("timestamp").orElseThrow();

            client.refresh();

            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
            assertThat(client.store.read("timestamp")).contains(stored);
        }

        @Test
        void ofTheSameVersionWithOtherContentIsIgnored() throws Exception {
            byte[] stored = client.store.read("timestamp").orElseThrow();
            repository.timestamp().version(2);
            repository.publish(); // names version 3 of snapshot

            Refreshed refreshed = client.refresh();

            assertThat(refreshed.timestamp().snapshot().version()).isEqualTo(2);
            assertThat(refreshed.snapshot().version()).isEqualTo(2);
            assertThat(client.store.read("timestamp")).contains(stored);
        }

        @Test
        void ofTheSameVersionHasToBeSignedAllTheSame() {
            repository.timestamp().version(2);
            repository.timestamp().signedBy(SNAPSHOT_KEY);
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("timestamp.json: expected signatures by 1 distinct keys of role timestamp, got 0");
        }

        @Test
        void thatIsNotSignedIsRefusedAndNotStored() {
            repository.timestamp().signedBy(SNAPSHOT_KEY);
            repository.publish();

            assertThatThrownBy(client::refresh).isInstanceOf(SignatureException.class);
            assertStoredVersions(2, 2, 2, 2);
        }
    }

    @Nested
    @DisplayName("TUF §5.5 snapshot")
    class Snapshot {
        @Test
        void ofAnotherVersionThanNamedIsRefused() {
            repository.snapshot().version(3);
            repository.timestamp().edit(timestamp -> timestamp.snapshot(4));
            repository.publish();
            repository.serve("metadata/4.snapshot.json", Fault.bytes(repository.file("metadata/3.snapshot.json")));

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(VersionMismatchException.class)
                    .hasMessage("snapshot.json: version: expected 4, got 3");
            assertStoredVersions(3, 2, 2, 2);
        }

        @Test
        void thatNamesAnOlderTargetsRoleIsRefusedAgainAndAgain() {
            repository.targets().version(1);
            repository.publish();

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(client::refresh)
                        .isInstanceOf(RollbackException.class)
                        .hasMessage("snapshot.json: version of targets.json: expected >= 2, got 1");
                assertStoredVersions(3, 2, 2, 2);
            }
        }

        @Test
        void thatNamesAnOlderDelegatedRoleIsRefused() {
            repository.role("a").version(1);
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("snapshot.json: version of a.json: expected >= 2, got 1");
            assertStoredVersions(3, 2, 2, 2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void fromWhichARoleHasVanishedIsRefused(String role) {
            repository.snapshot().edit(snapshot -> snapshot.withoutRole(role));
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage(role + ".json: expected an entry in snapshot.json, got none");
            assertStoredVersions(3, 2, 2, 2);
        }

        @Test
        void thatIsWellIsAcceptedAfterAllThat() throws Exception {
            repository.role("a").version(1);
            repository.publish();
            assertThatThrownBy(client::refresh).isInstanceOf(RollbackException.class);
            repository.role("a").version(3);
            repository.publish();

            assertThat(client.find("of-a")).isPresent();
            assertStoredVersions(4, 4, 2, 3);
        }

        @Test
        void ofTheSameVersionWithOtherBytesIsRefusedWhereBytesAreNamed() throws Exception {
            repository.pinning(true);
            repository.publish();
            client.refresh();
            byte[] stored = client.store.read("snapshot").orElseThrow();
            repository.snapshot().version(3);
            repository.snapshot().edit(snapshot -> snapshot.with("x-other", "1"));
            repository.publish(); // the new timestamp names the new bytes of version 3

            assertThat(client.refresh().snapshot().header().unknown().size()).isEqualTo(1);
            assertThat(client.store.read("snapshot")).isPresent().get().isNotEqualTo(stored);
        }
    }

    @Nested
    @DisplayName("TUF §5.6 targets roles, by the same rules for all")
    class TargetsRoles {
        private String file(String role) {
            return "metadata/3." + role + ".json";
        }

        private byte[] other(String role, long version) {
            return role.equals("a")
                    ? aDelegatedTargets("a")
                            .version(version)
                            .with("x-other", "1")
                            .build()
                    : aTargets().version(version).with("x-other", "1").build();
        }

        private void publishThird(String role) {
            repository.role(role).version(3);
            repository.publish();
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void ofAnotherVersionThanNamedAreRefused(String role) {
            publishThird(role);
            repository.serve(
                    file(role),
                    Fault.bytes(
                            repository.history("metadata/2." + role + ".json").get(0)));

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(VersionMismatchException.class)
                    .hasMessage(role + ".json: version: expected 3, got 2");
            assertThat(client.storedVersion(role)).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void withAnotherHashThanNamedAreRefused(String role) {
            repository.pinning(true);
            publishThird(role);
            byte[] named = repository.file(file(role));
            byte[] same = new String(named, StandardCharsets.UTF_8)
                    .replaceFirst("\"sig\":\"..", "\"sig\":\"00")
                    .getBytes(StandardCharsets.UTF_8);
            repository.serve(file(role), Fault.bytes(same));

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("%s.json: sha256: expected %s, got %s"
                            .formatted(role, Digests.sha256(named), Digests.sha256(same)));
            assertThat(client.storedVersion(role)).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void thatAreLongerThanNamedAreRefused(String role) {
            repository.pinning(true);
            publishThird(role);
            int length = repository.file(file(role)).length;
            repository.serve(file(role), Fault.bytes(new byte[length + 1]));

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("3.%s.json: length: expected at most %d bytes, got %d bytes announced"
                            .formatted(role, length, length + 1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void thatAreShorterThanNamedAreRefused(String role) {
            repository.pinning(true);
            publishThird(role);
            int length = repository.file(file(role)).length;
            repository.serve(file(role), Fault.bytes(new byte[length - 1]));

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("%s.json: length: expected %d, got %d".formatted(role, length, length - 1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void thatAreSignedByOthersAreRefused(String role) {
            repository.role(role).signedBy(TIMESTAMP_KEY, TestKeys.key("stranger"));
            publishThird(role);

            assertThatThrownBy(() -> client.find("of-a"))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage(
                            "%s.json: expected signatures by 1 distinct keys of role %s, got 0".formatted(role, role));
        }

        @ParameterizedTest
        @ValueSource(strings = {"targets", "a"})
        void ofTheSameVersionWithOtherContentAreFetchedAnewWhereBytesAreNamed(String role) throws Exception {
            repository.pinning(true);
            publishThird(role);
            client.find("of-a");
            client.store.write(role, other(role, 3));

            assertThat(client.find("of-a")).isPresent();
            assertThat(client.store.read(role)).contains(repository.file(file(role)));
        }
    }
}
