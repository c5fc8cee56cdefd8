package dev.tufa.conformance.trust;

import static dev.tufa.conformance.trust.Stages.snapshotStage;
import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.SnapshotBuilder;
import dev.tufa.testkit.TimestampBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotStageTest {
    /** The stage in which a timestamp names a version of snapshot, after another snapshot was trusted. */
    private static SnapshotStage resumed(TimestampBuilder timestamp, SnapshotBuilder cached) throws TrustException {
        return snapshotStage(timestamp).resume(cached.build());
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    @DisplayName("TUF §5.5.1 download")
    class Download {
        @Test
        void theVersionThatTheTimestampNamesPrefixesTheFileName() throws TrustException {
            MetadataRequest request = snapshotStage(aTimestamp().snapshot(42)).request();
            assertThat(request).isEqualTo(new MetadataRequest("snapshot", OptionalLong.of(42), 16 << 20));
            assertThat(request.fileName()).isEqualTo("42.snapshot.json");
        }

        @Test
        void withoutConsistentSnapshotsItDoesNot() throws TrustException {
            MetadataRequest request = Stages.load(aRoot().consistentSnapshot(false))
                    .finish()
                    .accept(aTimestamp().snapshot(42).build())
                    .request();
            assertThat(request).isEqualTo(new MetadataRequest("snapshot", OptionalLong.empty(), 16 << 20));
            assertThat(request.fileName()).isEqualTo("snapshot.json");
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "4, 4", "5, 5", "6, 5", "4294967296, 5", "9223372036854775807, 5"})
        void theLimitIsTheStatedLengthButNotMoreThanIsTakenAtAll(String length, int maxBytes) throws TrustException {
            assertThat(maxBytes(aTimestamp().with("meta/snapshot.json/length", length)))
                    .isEqualTo(maxBytes);
        }

        @Test
        void theLimitIsThatOfSnapshotsIfNoLengthIsStated() throws TrustException {
            assertThat(maxBytes(aTimestamp())).isEqualTo(3);
        }

        private static int maxBytes(TimestampBuilder timestamp) throws TrustException {
            Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8, Limits.DEFAULT.json());
            return RootStage.load(aRoot().build(), NOW, limits)
                    .finish()
                    .accept(timestamp.build())
                    .request()
                    .maxBytes();
        }
    }

    @Nested
    @DisplayName("TUF §5.5.2 timestamp role's snapshot hash")
    class Hashes {
        private final byte[] snapshot = aSnapshot().build();

        @Test
        void theVeryBytesAreAccepted() throws TrustException {
            SnapshotStage stage = snapshotStage(aTimestamp().snapshot(1, snapshot));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @Test
        void theSameMetadataInOtherBytesIsRefused() throws TrustException {
            SnapshotStage stage = snapshotStage(aTimestamp().snapshot(1, snapshot));
            byte[] spaced =
                    aSnapshot().edited(text -> text.replaceFirst(":", ": ")).build();
            assertThatThrownBy(() -> stage.accept(spaced))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("snapshot.json: length: expected %d, got at least %d"
                            .formatted(snapshot.length, snapshot.length + 1));
            byte[] otherwiseSpaced = aSnapshot()
                    .edited(text -> text.replaceFirst("1\\.0\\.34", "1.0.33"))
                    .build();
            assertThatThrownBy(() -> stage.accept(otherwiseSpaced))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("snapshot.json: sha256: expected %s, got %s"
                            .formatted(hex("SHA-256", snapshot), hex("SHA-256", otherwiseSpaced)));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"-1, at least %d", "1, %d"})
        void anotherLengthIsRefused(int difference, String actual) throws TrustException {
            SnapshotStage stage = snapshotStage(
                    aTimestamp().with("meta/snapshot.json/length", String.valueOf(snapshot.length + difference)));
            assertThatThrownBy(() -> stage.accept(snapshot))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("snapshot.json: length: expected %d, got %s"
                            .formatted(snapshot.length + difference, actual.formatted(snapshot.length)));
        }

        @Test
        void theStatedLengthAloneIsAccepted() throws TrustException {
            SnapshotStage stage =
                    snapshotStage(aTimestamp().with("meta/snapshot.json/length", String.valueOf(snapshot.length)));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @Test
        void hashesAloneAreAccepted() throws TrustException {
            SnapshotStage stage = snapshotStage(stating("\"sha256\":\"" + hex("SHA-256", snapshot) + '"'));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @Test
        void hexInUpperCaseIsAccepted() throws TrustException {
            SnapshotStage stage = snapshotStage(
                    stating("\"sha256\":\"" + hex("SHA-256", snapshot).toUpperCase(Locale.ROOT) + '"'));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"sha256, SHA-256", "sha384, SHA-384", "sha512, SHA-512", "sha3-256, SHA3-256", "sha3-512, SHA3-512"
        })
        void everyKnownHashHasToMatch(String name, String algorithm) throws TrustException {
            String right = hex(algorithm, snapshot);
            String wrong = "0".repeat(right.length());
            assertThat(snapshotStage(stating("\"" + name + "\":\"" + right + '"'))
                            .accept(snapshot)
                            .snapshot()
                            .version())
                    .isEqualTo(1);
            String another = name.equals("sha512")
                    ? "sha256\":\"" + hex("SHA-256", snapshot)
                    : "sha512\":\"" + hex("SHA-512", snapshot);
            SnapshotStage stage = snapshotStage(stating("\"" + another + "\",\"" + name + "\":\"" + wrong + '"'));
            assertThatThrownBy(() -> stage.accept(snapshot))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("snapshot.json: %s: expected %s, got %s".formatted(name, wrong, right));
        }

        @Test
        void aHashCutShortIsRefused() throws TrustException {
            SnapshotStage stage = snapshotStage(
                    stating("\"sha256\":\"" + hex("SHA-256", snapshot).substring(0, 62) + '"'));
            assertThatThrownBy(() -> stage.accept(snapshot)).isInstanceOf(IntegrityException.class);
        }

        @Test
        void anUnknownHashBesideAKnownOneIsIgnored() throws TrustException {
            SnapshotStage stage =
                    snapshotStage(stating("\"blake2b\":\"00\",\"sha256\":\"" + hex("SHA-256", snapshot) + '"'));
            assertThat(stage.accept(snapshot).snapshot().version()).isEqualTo(1);
        }

        @Test
        void unknownHashesAloneAreRefused() throws TrustException {
            SnapshotStage stage = snapshotStage(stating("\"md5\":\"00\",\"blake2b\":\"00\""));
            assertThatThrownBy(() -> stage.accept(snapshot))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("snapshot.json: hashes: expected a known hash function, got only blake2b, md5");
        }

        @Test
        void hashesAreJudgedBeforeAnythingIsRead() throws TrustException {
            SnapshotStage stage = snapshotStage(aTimestamp().snapshot(1, snapshot));
            assertThatThrownBy(() -> stage.accept(new byte[] {'{'})).isInstanceOf(IntegrityException.class);
        }

        private static TimestampBuilder stating(String hashes) {
            return aTimestamp().with("meta/snapshot.json/hashes", "{" + hashes + "}");
        }
    }

    @Nested
    @DisplayName("TUF §5.5.3 arbitrary software attack")
    class ArbitrarySoftware {
        @Test
        void aSnapshotSignedByItsKeyIsTrusted() throws TrustException {
            TargetsStage next = snapshotStage(aTimestamp().version(9).snapshot(3))
                    .accept(aSnapshot().version(3).role("a", 4).build());
            assertThat(next.snapshot().find("a.json").orElseThrow().version()).isEqualTo(4);
            assertThat(next.timestamp().version()).isEqualTo(9);
            assertThat(next.root().version()).isEqualTo(1);
            assertThat(next.updateStart()).isEqualTo(NOW);
            assertThat(next.limits()).isEqualTo(Limits.DEFAULT);
        }

        @Test
        void oneSignedByAnotherRoleIsRefused() throws TrustException {
            SnapshotStage stage = snapshotStage();
            byte[] offered = aSnapshot()
                    .signedBy(key("root"), key("timestamp"), key("targets"))
                    .build();
            assertThatThrownBy(() -> stage.accept(offered))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("snapshot.json: expected signatures by 1 distinct keys of role snapshot, got 0");
            assertThat(stage.accept(aSnapshot().build()).snapshot().version()).isEqualTo(1);
        }

        @Test
        void aPinnedSnapshotHasToBeSignedAllTheSame() throws TrustException {
            byte[] unsigned = aSnapshot().unsigned().build();
            SnapshotStage stage = snapshotStage(aTimestamp().snapshot(1, unsigned));
            assertThatThrownBy(() -> stage.accept(unsigned)).isInstanceOf(SignatureException.class);
        }

        @Test
        void signaturesAreJudgedBeforeVersionsAndExpiry() throws TrustException {
            SnapshotStage stage = snapshotStage();
            byte[] offered = aSnapshot().version(2).expires(NOW).unsigned().build();
            assertThatThrownBy(() -> stage.accept(offered)).isInstanceOf(SignatureException.class);
        }

        @Test
        void aResumedSnapshotIsVerifiedLikeAnyOther() throws TrustException {
            SnapshotStage stage = snapshotStage();
            byte[] edited = aSnapshot()
                    .edited(text -> text.replace("\"version\":1", "\"version\":999999"))
                    .build();
            assertThatThrownBy(() -> stage.resume(edited)).isInstanceOf(SignatureException.class);
            assertThatThrownBy(() -> stage.resume(aTargets().build())).isInstanceOf(MalformedMetadataException.class);
            assertThat(stage.accept(aSnapshot().build()).snapshot().version()).isEqualTo(1);
        }

        @Test
        void aResumedSnapshotByARevokedKeyIsRefused() throws TrustException {
            SnapshotStage rotated = Stages.load(aRoot().role(RoleType.SNAPSHOT, 1, key("other")))
                    .finish()
                    .accept(aTimestamp().build());
            assertThatThrownBy(() -> rotated.resume(aSnapshot().build())).isInstanceOf(SignatureException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.5.4 timestamp role's snapshot version")
    class Version {
        @ParameterizedTest
        @ValueSource(longs = {1, 4, 6, Long.MAX_VALUE})
        void anyOtherVersionIsRefused(long version) throws TrustException {
            SnapshotStage stage = snapshotStage(aTimestamp().snapshot(5));
            assertThatThrownBy(() -> stage.accept(aSnapshot().version(version).build()))
                    .isInstanceOf(VersionMismatchException.class)
                    .hasMessage("snapshot.json: version: expected 5, got " + version);
            assertThat(stage.accept(aSnapshot().version(5).build()).snapshot().version())
                    .isEqualTo(5);
        }

        @Test
        void itIsJudgedBeforeRollbackAndExpiry() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp().snapshot(2), aSnapshot().role("targets", 5));
            byte[] offered =
                    aSnapshot().version(3).role("targets", 4).expires(NOW).build();
            assertThatThrownBy(() -> stage.accept(offered)).isInstanceOf(VersionMismatchException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.5.5 rollback and mix-and-match attack")
    class Rollback {
        @ParameterizedTest
        @CsvSource({"targets, 1", "targets, 4", "project, 1", "project, 4"})
        void aLowerVersionOfAnyTargetsRoleIsRefused(String role, long version) throws TrustException {
            SnapshotStage stage = resumed(
                    aTimestamp().snapshot(2),
                    aSnapshot().role("targets", 5).role("project", 5).role("zz", 1));
            byte[] offered = aSnapshot()
                    .version(2)
                    .role("targets", 5)
                    .role("project", 5)
                    .role("zz", 1)
                    .role(role, version)
                    .build();
            assertThatThrownBy(() -> stage.accept(offered))
                    .isInstanceOfSatisfying(RollbackException.class, e -> {
                        assertThat(e.what()).isEqualTo("version of " + role + ".json");
                        assertThat(e.trusted()).isEqualTo(5);
                        assertThat(e.offered()).isEqualTo(version);
                    })
                    .hasMessage("snapshot.json: version of %s.json: expected >= 5, got %d".formatted(role, version));
        }

        @ParameterizedTest
        @ValueSource(longs = {5, 6, Long.MAX_VALUE})
        void anEqualOrHigherVersionIsAccepted(long version) throws TrustException {
            SnapshotStage stage = resumed(
                    aTimestamp().snapshot(2), aSnapshot().role("targets", 5).role("project", 5));
            byte[] offered = aSnapshot()
                    .version(2)
                    .role("targets", version)
                    .role("project", version)
                    .build();
            assertThat(stage.accept(offered).snapshot().version()).isEqualTo(2);
        }

        @Test
        void aRoleThatIsNoLongerListedIsRefused() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp().snapshot(2), aSnapshot().role("project", 1));
            assertThatThrownBy(() -> stage.accept(aSnapshot().version(2).build()))
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage("project.json: expected an entry in snapshot.json, got none");
            assertThat(stage.accept(aSnapshot().version(2).role("project", 1).build())
                            .snapshot()
                            .version())
                    .isEqualTo(2);
        }

        @Test
        void aNewRoleIsAccepted() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp().snapshot(2), aSnapshot());
            assertThat(stage.accept(aSnapshot().version(2).role("project", 1).build())
                            .snapshot()
                            .meta())
                    .hasSize(2);
        }

        @Test
        void aNameInAnotherCaseIsAnotherRole() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp().snapshot(2), aSnapshot().role("project", 1));
            assertThatThrownBy(() -> stage.accept(
                            aSnapshot().version(2).role("Project", 1).build()))
                    .isInstanceOf(NotInSnapshotException.class);
        }

        @Test
        void anExpiredSnapshotIsStillAFloor() throws TrustException {
            SnapshotStage stage = resumed(
                    aTimestamp().snapshot(2), aSnapshot().role("targets", 5).expires(NOW.minusSeconds(1)));
            assertThatThrownBy(() -> stage.accept(aSnapshot().version(2).build()))
                    .isInstanceOf(RollbackException.class);
        }

        @Test
        void theFloorHoldsUnderATimestampThatNamesTheSameVersion() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp().snapshot(1), aSnapshot().role("targets", 5));
            assertThatThrownBy(() -> stage.accept(aSnapshot().role("targets", 4).build()))
                    .isInstanceOf(RollbackException.class);
        }

        @Test
        void aHigherSnapshotVersionThanTheTimestampNamesIsAFloorToo() throws TrustException {
            SnapshotStage stage =
                    resumed(aTimestamp().snapshot(2), aSnapshot().version(9).role("targets", 5));
            assertThatThrownBy(() -> stage.accept(aSnapshot().version(2).build()))
                    .isInstanceOf(RollbackException.class);
        }

        @Test
        void withoutATrustedSnapshotAnyVersionIsAccepted() throws TrustException {
            assertThat(snapshotStage()
                            .accept(aSnapshot().role("targets", 1).build())
                            .snapshot()
                            .version())
                    .isEqualTo(1);
        }

        @Test
        void rollbackIsJudgedBeforeExpiry() throws TrustException {
            SnapshotStage stage = resumed(aTimestamp(), aSnapshot().role("targets", 5));
            assertThatThrownBy(() -> stage.accept(
                            aSnapshot().role("targets", 4).expires(NOW).build()))
                    .isInstanceOf(RollbackException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.5.6 freeze attack")
    class Freeze {
        @ParameterizedTest
        @CsvSource({"-1, 2029-12-31T23:59:59Z", "0, 2030-01-01T00:00:00Z"})
        void anExpiredSnapshotIsRefused(int seconds, String expires) throws TrustException {
            SnapshotStage stage = snapshotStage();
            assertThatThrownBy(() -> stage.accept(
                            aSnapshot().expires(NOW.plusSeconds(seconds)).build()))
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage("snapshot.json: expected expiry after 2030-01-01T00:00:00Z, got " + expires);
        }

        @Test
        void oneSecondIsEnough() {
            assertThatCode(() -> snapshotStage()
                            .accept(aSnapshot().expires(NOW.plusSeconds(1)).build()))
                    .doesNotThrowAnyException();
        }
    }

    @Nested
    @DisplayName("without a fetch")
    class Resumed {
        @Test
        void theVeryOneThatTheTimestampNamesIsAccepted() throws TrustException {
            byte[] cached = aSnapshot().version(3).role("a", 7).build();
            for (TimestampBuilder timestamp : new TimestampBuilder[] {
                aTimestamp().snapshot(3), aTimestamp().snapshot(3, cached)
            }) {
                TargetsStage next =
                        snapshotStage(timestamp).resume(cached).acceptResumed().orElseThrow();
                assertThat(next.snapshot().find("a.json").orElseThrow().version())
                        .isEqualTo(7);
            }
        }

        @Test
        void nothingResumedIsNothingToAccept() throws TrustException {
            assertThat(snapshotStage().acceptResumed()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {2, 4})
        void anotherVersionIsNotAccepted(long version) throws TrustException {
            assertThat(resumed(aTimestamp().snapshot(3), aSnapshot().version(version))
                            .acceptResumed())
                    .isEmpty();
        }

        @Test
        void otherBytesAreNotAccepted() throws TrustException {
            byte[] named = aSnapshot().version(3).role("a", 7).build();
            assertThat(resumed(
                                    aTimestamp().snapshot(3, named),
                                    aSnapshot().version(3).role("a", 8))
                            .acceptResumed())
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"-1, false", "0, false", "1, true"})
        void anExpiredOneIsNotAccepted(int seconds, boolean accepted) throws TrustException {
            assertThat(resumed(aTimestamp(), aSnapshot().expires(NOW.plusSeconds(seconds)))
                            .acceptResumed()
                            .isPresent())
                    .isEqualTo(accepted);
        }

        @Test
        void theStageStaysAsItWas() throws TrustException {
            byte[] timestamp = aTimestamp().version(4).snapshot(3).build();
            SnapshotStage stage = Stages.timestampStage()
                    .accept(timestamp)
                    .resume(aSnapshot().version(2).role("targets", 5).build());
            assertThat(stage.acceptResumed()).isEmpty();
            assertThat(stage.timestamp().version()).isEqualTo(4);
            assertThat(stage.newTimestamp()).contains(timestamp);
            assertThatThrownBy(() -> stage.accept(
                            aSnapshot().version(3).role("targets", 4).build()))
                    .isInstanceOf(RollbackException.class);
        }

        @Test
        void changingTheArrayLaterChangesNothing() throws TrustException {
            byte[] cached = aSnapshot().build();
            SnapshotStage stage =
                    snapshotStage(aTimestamp().snapshot(1, cached)).resume(cached);
            cached[0] = 'x';
            assertThat(stage.acceptResumed()).isPresent();
        }
    }

    @Nested
    @DisplayName("TUF §4.4 snapshot that says too little or too much")
    class Malformed {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "meta | null | meta: expected object, got null",
                    "meta/targets.json | null | meta.targets.json: expected object, got null",
                    "meta/targets.json | {} | meta.targets.json.version: expected integer, got nothing",
                    "meta/targets.json/version | 0 | meta.targets.json.version: expected integer from 1 to 9223372036854775807, got 0",
                    "meta/targets.json/version | true | meta.targets.json.version: expected integer, got boolean",
                    "version | 9223372036854775808 | version: expected integer from 1 to 9223372036854775807, got 9223372036854775808",
                })
        void isRefused(String path, String raw, String message) throws TrustException {
            SnapshotStage stage = snapshotStage();
            assertThatThrownBy(() -> stage.accept(aSnapshot().with(path, raw).build()))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("snapshot.json: signed." + message);
        }

        @Test
        void numbersThatAreNoIntegersAreRefused() throws TrustException {
            SnapshotStage stage = snapshotStage();
            assertThatThrownBy(() ->
                            stage.accept(aSnapshot().with("version", "1.0").build()))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("snapshot.json: expected an integer, got 1.0");
        }

        @Test
        void targetsMayBeMissing() throws TrustException {
            TargetsStage next =
                    snapshotStage().accept(aSnapshot().withoutRole("targets").build());
            assertThatThrownBy(() -> next.request(next.topLevel()))
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage("targets.json: expected an entry in snapshot.json, got none");
        }
    }
}
