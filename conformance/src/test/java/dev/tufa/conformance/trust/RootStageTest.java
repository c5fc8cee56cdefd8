package dev.tufa.conformance.trust;

import static dev.tufa.conformance.trust.Stages.load;
import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestKeys.withKeyId;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.ROOT_KEY;
import static dev.tufa.testkit.TestMetadata.SNAPSHOT_KEY;
import static dev.tufa.testkit.TestMetadata.TIMESTAMP_KEY;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.RootBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.SpecVersionException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import dev.tufa.tuf.repository.signing.Signer;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootStageTest {
    private static final Signer NEW_KEY = key("new root");
    private static final String BY_ROOT = "root.json: expected signatures by 1 distinct keys of role root, got 0";

    @Nested
    @DisplayName("TUF §5.2 load trusted root metadata")
    class Load {
        @Test
        void aRootSignedAsItAsksItselfIsTrusted() throws TrustException {
            assertThat(load(aRoot().version(7)).root().version()).isEqualTo(7);
        }

        @Test
        void itsExpiryDoesNotMatter() {
            assertThatCode(() -> load(aRoot().expires(NOW.minusSeconds(1_000_000))))
                    .doesNotThrowAnyException();
        }

        @Test
        void oneThatWasTamperedWithIsRefused() {
            assertThatThrownBy(() -> load(aRoot().edited(text -> text.replace("\"version\":1", "\"version\":2"))))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage(BY_ROOT + " (wrong signature by key " + ROOT_KEY.keyId() + ")");
        }

        @Test
        void anotherTypeIsRefused() {
            assertThatThrownBy(() -> RootStage.load(aTimestamp().build(), NOW, Limits.DEFAULT))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("root.json: signed._type: expected \"root\", got \"timestamp\"");
        }

        @Test
        void itDoesNotAskForAnyCleaningUp() throws TrustException {
            assertThat(load(aRoot()).revokesCachedRoles()).isFalse();
        }
    }

    @Nested
    @DisplayName("TUF §5.3.3 download")
    class Download {
        @Test
        void theNextVersionIsAskedForByNumberAlsoWithoutConsistentSnapshots() throws TrustException {
            for (RootBuilder root : new RootBuilder[] {
                aRoot(), aRoot().consistentSnapshot(false), aRoot().without("consistent_snapshot")
            }) {
                MetadataRequest request = load(root.version(41)).nextRoot().orElseThrow();
                assertThat(request).isEqualTo(new MetadataRequest("root", OptionalLong.of(42), 1 << 20));
                assertThat(request.fileName()).isEqualTo("42.root.json");
            }
        }

        @Test
        void theLimitIsThatOfRoots() throws TrustException {
            Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8, Limits.DEFAULT.json());
            RootStage stage = RootStage.load(aRoot().build(), NOW, limits);
            assertThat(stage.nextRoot().orElseThrow().maxBytes()).isEqualTo(1);
        }

        @Test
        void theLastVersionHasNoNext() throws TrustException {
            assertThat(load(aRoot().version(Long.MAX_VALUE)).nextRoot()).isEmpty();
            assertThat(load(aRoot().version(Long.MAX_VALUE - 1)).nextRoot())
                    .contains(new MetadataRequest("root", OptionalLong.of(Long.MAX_VALUE), 1 << 20));
        }
    }

    @Nested
    @DisplayName("TUF §5.3.4 arbitrary software attack")
    class ArbitrarySoftware {
        @Test
        void aNextRootSignedByBothIsTrusted() throws TrustException {
            RootStage next =
                    load(aRoot()).accept(newRoot().signedBy(ROOT_KEY, NEW_KEY).build());
            assertThat(next.root().version()).isEqualTo(2);
            assertThat(next.root().authority(RoleType.ROOT).orElseThrow().role().keyIds())
                    .containsExactly(NEW_KEY.keyId());
        }

        @Test
        void oneSignedByItselfAloneIsRefused() throws TrustException {
            assertRefused(newRoot().signedBy(NEW_KEY), BY_ROOT);
        }

        @Test
        void oneSignedByTheTrustedRootAloneIsRefused() throws TrustException {
            assertRefused(newRoot().signedBy(ROOT_KEY), BY_ROOT);
        }

        @Test
        void unsignedIsRefused() throws TrustException {
            assertRefused(newRoot().unsigned(), BY_ROOT);
        }

        @Test
        void theTrustedRootSaysWhatItsKeysAreWhateverTheNextOneSays() throws TrustException {
            assertRefused(
                    newRoot().key(withKeyId(ROOT_KEY.keyId(), NEW_KEY)).signedBy(withKeyId(ROOT_KEY.keyId(), NEW_KEY)),
                    BY_ROOT + " (wrong signature by key " + ROOT_KEY.keyId() + ")");
        }

        @Test
        void theNextRootSaysWhatItsKeysAreWhateverTheTrustedOneSaid() throws TrustException {
            Signer sameName = withKeyId(ROOT_KEY.keyId(), NEW_KEY);
            assertRefused(
                    aRoot().version(2).role(RoleType.ROOT, 1, sameName).signedBy(ROOT_KEY),
                    BY_ROOT + " (wrong signature by key " + ROOT_KEY.keyId() + ")");
        }

        @Test
        void aLowerThresholdOfTheNextRootDoesNotLowerThatOfTheTrustedOne() throws TrustException {
            Signer[] three = {key("1"), key("2"), key("3")};
            RootStage stage = load(aRoot().role(RoleType.ROOT, 2, three).signedBy(three));
            assertThatThrownBy(() -> stage.accept(aRoot().version(2)
                            .role(RoleType.ROOT, 1, three)
                            .signedBy(key("1"))
                            .build()))
                    .hasMessage("root.json: expected signatures by 2 distinct keys of role root, got 1");
        }

        @Test
        void aHigherThresholdOfTheNextRootHolds() throws TrustException {
            Signer[] three = {key("1"), key("2"), key("3")};
            RootStage stage = load(aRoot().role(RoleType.ROOT, 1, three).signedBy(three));
            RootBuilder next = aRoot().version(2).role(RoleType.ROOT, 2, three);
            assertThatThrownBy(() -> stage.accept(next.signedBy(key("1")).build()))
                    .hasMessage("root.json: expected signatures by 2 distinct keys of role root, got 1");
            assertThat(stage.accept(next.signedBy(key("3")).build()).root().version())
                    .isEqualTo(2);
        }

        @Test
        void aRootThatFailedCanBeFollowedByTheRightOne() throws TrustException {
            RootStage stage = load(aRoot());
            byte[] failing = newRoot().signedBy(NEW_KEY).build();
            assertThatThrownBy(() -> stage.accept(failing)).isInstanceOf(SignatureException.class);
            assertThat(stage.root().version()).isEqualTo(1);
            assertThat(stage.accept(newRoot().signedBy(NEW_KEY, ROOT_KEY).build())
                            .root()
                            .version())
                    .isEqualTo(2);
        }

        @Test
        void everyStepOfAChainIsSignedByTheRootBefore() throws TrustException {
            RootStage stage = load(aRoot().role(RoleType.ROOT, 1, key("root 1")).signedBy(key("root 1")));
            for (int version = 2; version < 6; version++) {
                stage = stage.accept(aRoot().version(version)
                        .role(RoleType.ROOT, 1, key("root " + version))
                        .signedBy(key("root " + (version - 1)), key("root " + version))
                        .build());
            }
            assertThat(stage.root().version()).isEqualTo(5);
            RootStage last = stage;
            assertThatThrownBy(() -> last.accept(aRoot().version(6)
                            .role(RoleType.ROOT, 1, key("root 6"))
                            .signedBy(key("root 1"), key("root 6"))
                            .build()))
                    .hasMessage(BY_ROOT);
        }

        private static RootBuilder newRoot() {
            return aRoot().version(2).role(RoleType.ROOT, 1, NEW_KEY);
        }
    }

    @Nested
    @DisplayName("TUF §5.3.5 rollback attack")
    class Rollback {
        @ParameterizedTest
        @ValueSource(longs = {1, 4, 5, 7, 8, 4_294_967_302L, Long.MAX_VALUE})
        void anyOtherVersionThanTheNextIsRefused(long version) throws TrustException {
            RootStage stage = load(aRoot().version(5));
            assertThatThrownBy(() -> stage.accept(aRoot().version(version).build()))
                    .isInstanceOfSatisfying(VersionMismatchException.class, e -> {
                        assertThat(e.expected()).isEqualTo(6);
                        assertThat(e.actual()).isEqualTo(version);
                    })
                    .hasMessage("root.json: version: expected 6, got " + version);
            assertThat(stage.root().version()).isEqualTo(5);
        }

        @Test
        void theNextVersionIsAccepted() throws TrustException {
            assertThat(load(aRoot().version(5))
                            .accept(aRoot().version(6).build())
                            .root()
                            .version())
                    .isEqualTo(6);
        }

        @ParameterizedTest
        @ValueSource(longs = {2_147_483_647L, 4_294_967_295L, 9_007_199_254_740_992L, Long.MAX_VALUE - 1})
        void versionsAreCountedExactlyHoweverLarge(long version) throws TrustException {
            RootStage stage = load(aRoot().version(version));
            assertThat(stage.accept(aRoot().version(version + 1).build()).root().version())
                    .isEqualTo(version + 1);
            assertThatThrownBy(() -> stage.accept(aRoot().version(version).build()))
                    .hasMessage("root.json: version: expected %d, got %d".formatted(version + 1, version));
        }

        @Test
        void nothingFollowsTheLastVersion() throws TrustException {
            RootStage stage = load(aRoot().version(Long.MAX_VALUE));
            for (long version : new long[] {1, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> stage.accept(aRoot().version(version).build()))
                        .isInstanceOf(VersionMismatchException.class);
            }
        }

        @Test
        void signaturesAreJudgedBeforeVersions() throws TrustException {
            assertRefused(aRoot().version(9).unsigned(), BY_ROOT);
        }
    }

    @Nested
    @DisplayName("TUF §5.3.6 and §5.3.10 freeze attack")
    class Freeze {
        @Test
        void theExpiryOfAnIntermediateRootDoesNotMatter() throws TrustException {
            TimestampStage finished = load(aRoot().expires(NOW.minusSeconds(2)))
                    .accept(aRoot().version(2).expires(NOW.minusSeconds(1)).build())
                    .accept(aRoot().version(3).expires(NOW.plusSeconds(1)).build())
                    .finish();
            assertThat(finished).isNotNull();
        }

        @ParameterizedTest
        @CsvSource({"-1, 2029-12-31T23:59:59Z", "0, 2030-01-01T00:00:00Z"})
        void theFinalRootMustNotHaveExpired(int seconds, String expires) throws TrustException {
            RootStage stage = load(aRoot())
                    .accept(aRoot().version(2).expires(NOW.plusSeconds(seconds)).build());
            assertThatThrownBy(stage::finish)
                    .isInstanceOfSatisfying(ExpiredException.class, e -> {
                        assertThat(e.expires()).isEqualTo(expires);
                        assertThat(e.updateStart()).isEqualTo(NOW);
                    })
                    .hasMessage("root.json: expected expiry after 2030-01-01T00:00:00Z, got " + expires);
            assertThat(stage.root().version()).isEqualTo(2);
            assertThatCode(() -> stage.accept(aRoot().version(3).build()).finish())
                    .doesNotThrowAnyException();
        }

        @Test
        void oneSecondIsEnough() {
            assertThatCode(() -> load(aRoot().expires(NOW.plusSeconds(1))).finish())
                    .doesNotThrowAnyException();
        }

        @Test
        void expiryIsComparedWithTheStartOfTheUpdate() throws TrustException {
            byte[] root = aRoot().expires(NOW).build();
            assertThatCode(() -> RootStage.load(root, NOW.minusNanos(1), Limits.DEFAULT)
                            .finish())
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> RootStage.load(root, NOW.plusNanos(1), Limits.DEFAULT)
                            .finish())
                    .hasMessage(
                            "root.json: expected expiry after 2030-01-01T00:00:00.000000001Z, got 2030-01-01T00:00:00Z");
        }
    }

    @Nested
    @DisplayName("TUF §5.3.11 fast-forward attack")
    class FastForward {
        private static final Signer OTHER = key("other");

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void replacingAKeyRevokesCachedRoles(RoleType type) throws TrustException {
            assertThat(step(aRoot(), aRoot().role(type, 1, OTHER))).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void takingOneOfTwoKeysAwayRevokesCachedRoles(RoleType type) throws TrustException {
            Signer usual = key(type.text());
            assertThat(step(aRoot().role(type, 1, usual, OTHER), aRoot().role(type, 1, OTHER)))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void addingAKeyDoesNot(RoleType type) throws TrustException {
            assertThat(step(aRoot(), aRoot().role(type, 1, key(type.text()), OTHER)))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void anotherThresholdDoesNot(RoleType type) throws TrustException {
            Signer usual = key(type.text());
            assertThat(step(aRoot().role(type, 1, usual, OTHER), aRoot().role(type, 2, usual, OTHER)))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void anotherNameForTheSameKeyDoesNot(RoleType type) throws TrustException {
            assertThat(step(aRoot(), aRoot().role(type, 1, withKeyId("renamed", key(type.text())))))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void anotherKeyUnderTheSameNameRevokesCachedRoles(RoleType type) throws TrustException {
            Signer usual = key(type.text());
            assertThat(step(aRoot(), aRoot().role(type, 1, withKeyId(usual.keyId(), OTHER))))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void aKeyThatIsNoLongerListedRevokesCachedRoles(RoleType type) throws TrustException {
            assertThat(step(aRoot(), aRoot().without("keys/" + key(type.text()).keyId())))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TIMESTAMP", "SNAPSHOT"})
        void aNameThatWasNeverListedIsNotMissed(RoleType type) throws TrustException {
            assertThat(step(aRoot().without("keys/" + key(type.text()).keyId()), aRoot()))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"ROOT", "TARGETS"})
        void keysOfOtherRolesDoNot(RoleType type) throws TrustException {
            RootBuilder next = aRoot().role(type, 1, OTHER);
            assertThat(step(aRoot(), type == RoleType.ROOT ? next.signedBy(ROOT_KEY, OTHER) : next))
                    .isFalse();
        }

        @Test
        void swappingTheTwoRolesRevokesCachedRoles() throws TrustException {
            assertThat(step(
                            aRoot(),
                            aRoot().role(RoleType.TIMESTAMP, 1, SNAPSHOT_KEY)
                                    .role(RoleType.SNAPSHOT, 1, TIMESTAMP_KEY)))
                    .isTrue();
        }

        @Test
        void itIsAnsweredForEachStep() throws TrustException {
            RootStage rotated = load(aRoot())
                    .accept(aRoot().version(2)
                            .role(RoleType.TIMESTAMP, 1, OTHER)
                            .build());
            assertThat(rotated.revokesCachedRoles()).isTrue();
            assertThat(rotated.accept(aRoot().version(3)
                                    .role(RoleType.TIMESTAMP, 1, OTHER)
                                    .build())
                            .revokesCachedRoles())
                    .isFalse();
        }

        private static boolean step(RootBuilder from, RootBuilder to) throws TrustException {
            return load(from).accept(to.version(2).build()).revokesCachedRoles();
        }
    }

    @Nested
    @DisplayName("TUF §5.3.12 consistent snapshots")
    class ConsistentSnapshots {
        @Test
        void versionsPrefixFileNamesOnlyIfRootSaysSo() throws TrustException {
            assertThat(prefix(aRoot().consistentSnapshot(true))).hasValue(7);
            assertThat(prefix(aRoot().consistentSnapshot(false))).isEmpty();
            assertThat(prefix(aRoot().without("consistent_snapshot"))).isEmpty();
        }

        @Test
        void theFinalRootDecides() throws TrustException {
            TimestampStage stage = load(aRoot().consistentSnapshot(true))
                    .accept(aRoot().version(2).consistentSnapshot(false).build())
                    .finish();
            assertThat(stage.accept(aTimestamp().snapshot(7).build()).request().version())
                    .isEmpty();
        }

        private static OptionalLong prefix(RootBuilder root) throws TrustException {
            OptionalLong ofSnapshot = load(root)
                    .finish()
                    .accept(aTimestamp().snapshot(7).build())
                    .request()
                    .version();
            var targets = load(root)
                    .finish()
                    .accept(aTimestamp().snapshot(1).build())
                    .accept(aSnapshot().role("targets", 7).build());
            assertThat(targets.request(targets.topLevel()).version()).isEqualTo(ofSnapshot);
            return ofSnapshot;
        }
    }

    @Nested
    @DisplayName("TUF §4.3 root that says too little or too much")
    class Malformed {
        @Test
        void anAbsentConsistentSnapshotIsPartOfWhatIsSigned() throws TrustException {
            RootStage stage = load(aRoot().without("consistent_snapshot"));
            assertThat(stage.root().consistentSnapshot()).isEmpty();
            assertThat(stage.accept(aRoot().version(2)
                                    .without("consistent_snapshot")
                                    .build())
                            .root()
                            .version())
                    .isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.0.0", "0.9.0", "abc", ""})
        void anotherMajorVersionOfTheSpecificationIsRefused(String specVersion) {
            assertThatThrownBy(() -> load(aRoot().specVersion(specVersion)))
                    .isInstanceOf(SpecVersionException.class)
                    .hasMessage("root.json: spec_version: expected 1.x, got \"" + specVersion + '"');
            assertThatThrownBy(() -> load(aRoot())
                            .accept(aRoot().version(2).specVersion(specVersion).build()))
                    .isInstanceOf(SpecVersionException.class);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "keys/x | null | keys.x: expected object, got null",
                    "roles/timestamp | null | roles.timestamp: expected object, got null",
                    "roles/root/keyids | null | roles.root.keyids: expected array, got null",
                    "roles/root/keyids/0 | null | roles.root.keyids: expected array of strings, got element of kind null",
                    "roles/root/threshold | null | roles.root.threshold: expected integer, got null",
                    "keys | null | keys: expected object, got null",
                    "roles | null | roles: expected object, got null",
                    "version | null | version: expected integer, got null",
                    "expires | null | expires: expected string, got null",
                    "_type | null | _type: expected string, got null",
                })
        void nullsAreRefusedBeforeAnySignatureIsLookedAt(String path, String raw, String message)
                throws TrustException {
            RootStage stage = load(aRoot());
            assertThatThrownBy(() -> stage.accept(
                            aRoot().version(2).with(path, raw).unsigned().build()))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("root.json: signed." + message);
            assertThat(stage.root().version()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "[]",
                    "null",
                    "\"x\"",
                    "{}",
                    "{}{}",
                    "\u0000",
                    "\ufeff{}",
                    "<html>",
                    "404 page not found"
                })
        void whatIsNoMetadataAtAllIsRefused(String text) throws TrustException {
            RootStage stage = load(aRoot());
            assertThatThrownBy(() -> stage.accept(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessageStartingWith("root.json: ");
        }

        @Test
        void fieldsThatNobodyKnowsAreSigned() throws TrustException {
            RootBuilder next = aRoot().version(2)
                    .with("x", "{\"b\":[null,1e0]}".replace("1e0", "9007199254740993"))
                    .with("roles/x", "{\"keyids\":[]}")
                    .withSibling("x", "null");
            assertThat(load(aRoot()).accept(next.build()).root().version()).isEqualTo(2);
            assertThatThrownBy(() -> load(aRoot())
                            .accept(next.edited(text -> text.replace("9007199254740993", "9007199254740992"))
                                    .build()))
                    .isInstanceOf(SignatureException.class);
        }
    }

    private static void assertRefused(RootBuilder next, String message) throws TrustException {
        RootStage stage = load(aRoot());
        assertThatThrownBy(() -> stage.accept(next.build()))
                .isInstanceOf(SignatureException.class)
                .hasMessage(message);
        assertThat(stage.root().version()).isEqualTo(1);
        assertThat(stage.nextRoot()).contains(new MetadataRequest("root", OptionalLong.of(2), 1 << 20));
    }
}
