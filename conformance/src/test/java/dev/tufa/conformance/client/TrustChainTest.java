package dev.tufa.conformance.client;

import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.ROOT_KEY;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.Fault;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.testkit.TestKeys;
import dev.tufa.tuf.client.MissingRootException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the first root to the newest one, and what happens to all other roles on the way. */
class TrustChainTest {
    private static final Signer NEW_ROOT_KEY = key("root of 2031");

    private final RepositorySimulator repository = new RepositorySimulator();
    private final Installation client = new Installation(repository);

    @Nested
    @DisplayName("TUF §5.2 trusted root")
    class TrustedRoot {
        @Test
        void isNeeded() {
            Installation stranger = new Installation(repository, new MemoryMetadataStore());

            assertThatThrownBy(stranger::refresh)
                    .isInstanceOf(MissingRootException.class)
                    .hasMessage("root.json: expected a trusted root in the metadata store, got none");
            assertThat(repository.takeRequests()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "`` | expected a complete document, got only its beginning",
                    "[] | expected a JSON object, got array",
                    "{} | signatures: expected array, got nothing",
                })
        void thatIsBrokenFailsWithoutARequest(String text, String problem) {
            client.store.write("root", text.getBytes(UTF_8));

            assertThatThrownBy(client::refresh).hasMessage("root.json: " + problem);
            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void thatIsNotSignedByItselfFailsWithoutARequest() {
            client.store.write("root", aRoot().signedBy(key("stranger")).build());

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("root.json: expected signatures by 1 distinct keys of role root, got 0");
            assertThat(repository.takeRequests()).isEmpty();
        }

        @Test
        void mayHaveExpired() throws Exception {
            client.store.write("root", aRoot().expires(NOW.minusSeconds(1)).build());
            repository.root().changed();
            repository.publish();

            assertThat(client.refresh().root().version()).isEqualTo(2);
        }

        @Test
        void isStoredByTrust() throws Exception {
            MemoryMetadataStore store = new MemoryMetadataStore();
            byte[] root = repository.file("metadata/1.root.json");

            Updater.trust(root, store, client.clock);

            assertThat(store.read("root")).contains(root);
        }

        @Test
        void thatIsNotSignedByItselfIsNotStoredByTrust() {
            MemoryMetadataStore store = new MemoryMetadataStore();

            assertThatThrownBy(() -> Updater.trust(aRoot().unsigned().build(), store, client.clock))
                    .isInstanceOf(SignatureException.class);
            assertThat(store.read("root")).isEmpty();
        }
    }

    @Nested
    @DisplayName("a pinned root")
    class PinnedRoot {
        private final byte[] pinned = repository.file("metadata/1.root.json");

        private Refreshed refresh() throws Exception {
            return client.builder().pinnedRoot(pinned).build().refresh();
        }

        @Test
        void needsNoStoredOne() throws Exception {
            client.store.delete("root");

            assertThat(refresh().root().version()).isEqualTo(1);
        }

        @Test
        void isFollowedByTheRootsThatWereKept() throws Exception {
            repository.root().keys(RoleType.ROOT, 1, NEW_ROOT_KEY);
            repository.publish();
            refresh();
            repository.takeRequests();

            assertThat(refresh().root().version()).isEqualTo(2);
            assertThat(repository.takeRequests()).startsWith("metadata/3.root.json");
        }

        @Test
        void isNotReplacedByAnotherInTheStore() throws Exception {
            byte[] planted = aRoot().role(RoleType.ROOT, 1, key("attacker"))
                    .role(RoleType.TIMESTAMP, 1, key("attacker"))
                    .signedBy(key("attacker"))
                    .build();
            client.store.write("root", planted);
            client.store.writeRoot(1, planted);

            assertThat(refresh().root().keys()).containsKey(ROOT_KEY.keyId());
        }

        @Test
        void isNotFollowedByAKeptRootThatItDidNotSign() throws Exception {
            client.store.writeRoot(
                    2,
                    aRoot().version(2)
                            .role(RoleType.ROOT, 1, key("attacker"))
                            .signedBy(key("attacker"))
                            .build());

            assertThat(refresh().root().version()).isEqualTo(1);
        }

        @Test
        void isFollowedAnewWhereAKeptRootIsDamaged() throws Exception {
            repository.root().changed();
            repository.publish();
            repository.root().changed();
            repository.publish();
            refresh();
            client.store.writeRoot(2, "damaged".getBytes(UTF_8));

            assertThat(refresh().root().version()).isEqualTo(3);
            assertThat(client.store.readRoot(2, Integer.MAX_VALUE)).contains(repository.file("metadata/2.root.json"));
        }
    }

    @Nested
    @DisplayName("TUF §5.3.4 signatures of the next root")
    class NextRootSignatures {
        private void rotateSignedBy(Signer... signers) {
            repository.root().keys(RoleType.ROOT, 1, NEW_ROOT_KEY);
            repository.root().signedBy(signers);
            repository.publish();
        }

        @Test
        void byOldAndNewKeysAreAccepted() throws Exception {
            rotateSignedBy(ROOT_KEY, NEW_ROOT_KEY);

            assertThat(client.refresh().root().version()).isEqualTo(2);
            assertThat(client.store.read("root")).contains(repository.file("metadata/2.root.json"));
            assertThat(client.store.rootVersions()).containsExactly(2L, 1L);
        }

        @Test
        void byOldKeysAloneAreRefused() {
            rotateSignedBy(ROOT_KEY);

            assertRefused();
        }

        @Test
        void byNewKeysAloneAreRefused() {
            rotateSignedBy(NEW_ROOT_KEY);

            assertRefused();
        }

        private void assertRefused() {
            assertThatThrownBy(client::refresh)
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("root.json: expected signatures by 1 distinct keys of role root, got 0");
            assertThat(client.store.read("root")).contains(repository.file("metadata/1.root.json"));
            assertThat(client.store.rootVersions()).containsExactly(1L);
        }

        @Test
        void haveToReachBothThresholds() throws Exception {
            repository.root().keys(RoleType.ROOT, 2, ROOT_KEY, NEW_ROOT_KEY);
            repository.root().signedBy(ROOT_KEY);
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .hasMessage("root.json: expected signatures by 2 distinct keys of role root, got 1");
        }

        @Test
        void thatWereRefusedAreLookedAtAnew() throws Exception {
            rotateSignedBy(NEW_ROOT_KEY);
            assertThatThrownBy(client::refresh).isInstanceOf(SignatureException.class);

            repository.root().version(2);
            repository.root().signedBy(ROOT_KEY, NEW_ROOT_KEY);
            repository.publish();

            assertThat(client.refresh().root().version()).isEqualTo(2);
        }
    }

    @Nested
    @DisplayName("TUF §5.3.5 version of the next root")
    class NextRootVersion {
        @ParameterizedTest
        @ValueSource(longs = {1, 3, Long.MAX_VALUE})
        void isExactlyTheNext(long version) {
            repository.serve(
                    "metadata/2.root.json", Fault.bytes(aRoot().version(version).build()));

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(VersionMismatchException.class)
                    .hasMessage("root.json: version: expected 2, got " + version);
            assertThat(client.storedVersion("root")).isEqualTo(1);
        }

        @Test
        void ofTheLastPossibleRootEndsTheChain() throws Exception {
            client.store.write("root", aRoot().version(Long.MAX_VALUE).build());

            assertThat(client.refresh().root().version()).isEqualTo(Long.MAX_VALUE);
            assertThat(repository.takeRequests()).startsWith("metadata/timestamp.json");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.3 length of the chain")
    class ChainLength {
        private Refreshed refresh() throws Exception {
            return client.builder()
                    .limits(Limits.DEFAULT.withRootRotations(2))
                    .build()
                    .refresh();
        }

        @Test
        void isBoundedAndTheNextUpdateGoesOn() throws Exception {
            for (int i = 0; i < 4; i++) {
                repository.root().changed();
                repository.publish();
            }

            assertThat(refresh().root().version()).isEqualTo(3);
            assertThat(refresh().root().version()).isEqualTo(5);
            assertThat(refresh().root().version()).isEqualTo(5);
        }

        @Test
        void doesNotMakeUpForAnExpiredRoot() throws Exception {
            repository.root().expires(NOW);
            for (int i = 0; i < 2; i++) {
                repository.root().changed();
                repository.publish();
            }
            repository.root().expires(NOW.plusSeconds(1));
            repository.publish();

            assertThatThrownBy(this::refresh).isInstanceOf(ExpiredException.class);
            assertThat(client.storedVersion("root")).isEqualTo(3);
            assertThat(refresh().root().version()).isEqualTo(4);
        }

        @Test
        void endsWithARootThatIsTooLong() {
            String padding = " ".repeat(Limits.DEFAULT.rootBytes());
            repository.serve(
                    "metadata/2.root.json",
                    Fault.bytes(
                            aRoot().version(2).edited(text -> text + padding).build()));

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageStartingWith("2.root.json: length: expected at most 1048576 bytes, got ");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.10 expiry of the newest root")
    class RootExpiry {
        @Test
        void doesNotMatterForThoseOnTheWay() throws Exception {
            repository.root().expires(NOW.minusSeconds(1));
            repository.publish();
            repository.root().expires(NOW.plusSeconds(1));
            repository.publish();

            assertThat(client.refresh().root().version()).isEqualTo(3);
        }

        @Test
        void isCheckedAfterTheRootWasStored() {
            repository.root().expires(NOW);
            repository.publish();
            repository.takeRequests();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage("root.json: expected expiry after 2030-01-01T00:00:00Z, got 2030-01-01T00:00:00Z");
            assertThat(client.storedVersion("root")).isEqualTo(2);
            assertThat(repository.takeRequests()).containsExactly("metadata/2.root.json", "metadata/3.root.json");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.11 recovery from fast-forward")
    class FastForward {
        private static final long FAR = 1_000_000;

        @Test
        void ofTheTimestampByANewTimestampKey() throws Exception {
            repository.timestamp().version(FAR);
            repository.publish();
            client.refresh();

            repository.root().keys(RoleType.TIMESTAMP, 1, key("new timestamp"));
            repository.timestamp().version(3);
            repository.publish();

            assertThat(client.refresh().timestamp().version()).isEqualTo(3);
            assertThat(client.storedVersion("timestamp")).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(strings = {"SNAPSHOT", "TIMESTAMP"})
        void ofTheSnapshotByANewKeyOfEither(RoleType rotated) throws Exception {
            repository.snapshot().version(FAR);
            repository.publish();
            client.refresh();

            repository.root().keys(rotated, 1, key("new key"));
            repository.snapshot().version(3);
            repository.publish();

            assertThat(client.refresh().snapshot().version()).isEqualTo(3);
        }

        @ParameterizedTest
        @CsvSource({"targets, SNAPSHOT", "targets, TIMESTAMP", "a, SNAPSHOT", "a, TIMESTAMP"})
        void ofATargetsRoleByANewKeyOfEither(String role, RoleType rotated) throws Exception {
            repository.role("a");
            repository.role(role).version(FAR);
            repository.publish();
            client.refresh();

            repository.root().keys(rotated, 1, key("new key"));
            repository.role(role).version(3);
            repository.publish();

            assertThat(client.refresh()
                            .snapshot()
                            .find(role + ".json")
                            .orElseThrow()
                            .version())
                    .isEqualTo(3);
        }

        @Test
        void needsARevokedKey() throws Exception {
            repository.timestamp().version(FAR);
            repository.publish();
            client.refresh();

            repository.root().keys(RoleType.TIMESTAMP, 1, key("timestamp"), key("one more"));
            repository.timestamp().version(3);
            repository.publish();

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("timestamp.json: version: expected >= 1000000, got 3");
            assertThat(client.storedVersion("timestamp")).isEqualTo(FAR);
        }

        @Test
        void forgetsBothFilesEvenIfTheKeysComeBack() throws Exception {
            repository.timestamp().version(FAR);
            repository.publish();
            client.refresh();

            repository.root().keys(RoleType.TIMESTAMP, 1, key("in between"));
            repository.publish();
            repository.root().keys(RoleType.TIMESTAMP, 1, key("timestamp"));
            repository.timestamp().version(3);
            repository.publish();

            assertThat(client.refresh().timestamp().version()).isEqualTo(3);
        }

        @Test
        void isNotLostWhenTheUpdateFailsRightAfter() throws Exception {
            repository.snapshot().version(FAR);
            repository.publish();
            client.refresh();
            repository.root().keys(RoleType.SNAPSHOT, 1, key("new snapshot"));
            repository.snapshot().version(3);
            repository.publish();
            repository.serve("metadata/timestamp.json", Fault.unreachable().times(3));

            assertThatThrownBy(client::refresh)
                    .isInstanceOf(IOException.class)
                    .hasMessage("https://repository.example/metadata/timestamp.json:"
                            + " expected an answer, got Connection refused");
            assertThat(client.refresh().snapshot().version()).isEqualTo(3);
        }
    }

    @Nested
    @DisplayName("the oldest roots that are in use")
    class OldRoots {
        @Test
        void mayHaveHexPointsEmptySignaturesAndSpecVersionOfTwoParts() throws Exception {
            Signer hex = withHexPoint(TestKeys.key("old root", SignatureScheme.ECDSA_P256));
            Signer absent = key("did not sign");
            byte[] first = aRoot().specVersion("1.0")
                    .role(RoleType.ROOT, 1, hex, absent)
                    .signature(absent.keyId(), "")
                    .signedBy(hex)
                    .build();
            byte[] second = aRoot().version(2)
                    .signature(absent.keyId(), "")
                    .signedBy(hex, ROOT_KEY)
                    .build();
            repository.serve("metadata/2.root.json", Fault.bytes(second));
            Installation old = new Installation(repository, MemoryMetadataStore.trusting(first));

            assertThat(old.refresh().root().version()).isEqualTo(2);
        }

        /** The public key as the hex of its point, under the key type that is named like the scheme. */
        private Signer withHexPoint(PrivateKeySigner signer) {
            String pem = signer.key().publicText().orElseThrow();
            byte[] spki = Base64.getMimeDecoder()
                    .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
            String point = HexFormat.of().formatHex(spki, spki.length - 65, spki.length);
            return TestKeys.withKey(Key.of("ecdsa-sha2-nistp256", SignatureScheme.ECDSA_P256.text(), point), signer);
        }
    }
}
