package dev.tufa.conformance.trust;

import static dev.tufa.conformance.trust.Stages.timestampStage;
import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.TimestampBuilder;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.RollbackException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.SnapshotStage;
import dev.tufa.tuf.trust.TimestampStage;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampStageTest {
    private static TimestampStage resumed(TimestampBuilder cached) throws TrustException {
        return timestampStage().resume(cached.build());
    }

    @Nested
    @DisplayName("TUF §5.4.1 download")
    class Download {
        @Test
        void theFileNameNeverHasAVersion() throws TrustException {
            for (boolean consistent : new boolean[] {true, false}) {
                MetadataRequest request = Stages.load(aRoot().consistentSnapshot(consistent))
                        .finish()
                        .request();
                assertThat(request).isEqualTo(new MetadataRequest("timestamp", OptionalLong.empty(), 1 << 16));
                assertThat(request.fileName()).isEqualTo("timestamp.json");
            }
        }

        @Test
        void theLimitIsThatOfTimestamps() throws TrustException {
            Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8, Limits.DEFAULT.json());
            TimestampStage stage = RootStage.load(aRoot().build(), NOW, limits).finish();
            assertThat(stage.request().maxBytes()).isEqualTo(2);
        }
    }

    @Nested
    @DisplayName("TUF §5.4.2 arbitrary software attack")
    class ArbitrarySoftware {
        @Test
        void aTimestampSignedByItsKeyIsTrusted() throws TrustException {
            byte[] offered = aTimestamp().version(3).build();
            SnapshotStage next = timestampStage().accept(offered);
            assertThat(next.timestamp().version()).isEqualTo(3);
            assertThat(next.newTimestamp()).contains(offered);
        }

        @Test
        void oneSignedByAnotherRoleIsRefused() throws TrustException {
            TimestampStage stage = timestampStage();
            byte[] offered = aTimestamp()
                    .signedBy(key("root"), key("snapshot"), key("targets"))
                    .build();
            assertThatThrownBy(() -> stage.accept(offered))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("timestamp.json: expected signatures by 1 distinct keys of role timestamp, got 0");
        }

        @Test
        void signaturesAreJudgedBeforeVersionsAndExpiry() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5));
            byte[] offered = aTimestamp().version(4).expires(NOW).unsigned().build();
            assertThatThrownBy(() -> stage.accept(offered)).isInstanceOf(SignatureException.class);
        }

        @Test
        void anotherTypeIsRefused() throws TrustException {
            TimestampStage stage = timestampStage();
            byte[] offered = aSnapshot().signedBy(key("timestamp")).build();
            assertThatThrownBy(() -> stage.accept(offered))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("timestamp.json: signed._type: expected \"timestamp\", got \"snapshot\"");
        }

        @Test
        void aResumedTimestampIsVerifiedLikeAnyOther() throws TrustException {
            TimestampStage stage = timestampStage();
            byte[] edited = aTimestamp()
                    .edited(text -> text.replace("\"version\":1,", "\"version\":999999,"))
                    .build();
            assertThatThrownBy(() -> stage.resume(edited)).isInstanceOf(SignatureException.class);
            assertThat(stage.accept(aTimestamp().build()).timestamp().version()).isEqualTo(1);
        }

        @Test
        void aResumedTimestampByARevokedKeyIsRefused() throws TrustException {
            TimestampStage rotated = Stages.load(aRoot().role(RoleType.TIMESTAMP, 1, key("other")))
                    .finish();
            assertThatThrownBy(() -> rotated.resume(aTimestamp().build())).isInstanceOf(SignatureException.class);
        }

        @Test
        void anEmptyFileIsRefused() throws TrustException {
            TimestampStage stage = timestampStage();
            assertThatThrownBy(() -> stage.accept(new byte[0]))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("timestamp.json: expected a complete document, got only its beginning");
        }

        @Test
        void bytesThatAreTrustedAlreadyAreTrustedAgain() throws TrustException {
            byte[] cached = aTimestamp().version(5).build();
            SnapshotStage next = timestampStage().resume(cached).accept(cached);
            assertThat(next.timestamp().version()).isEqualTo(5);
            assertThat(next.newTimestamp()).isEmpty();
        }

        @Test
        void changingAnArrayLaterChangesNothing() throws TrustException {
            byte[] cached = aTimestamp().version(5).build();
            byte[] unsigned = aTimestamp().version(5).unsigned().build();
            byte[] larger = Arrays.copyOf(unsigned, cached.length);
            TimestampStage stage = timestampStage().resume(cached);
            System.arraycopy(larger, 0, cached, 0, cached.length);
            assertThatThrownBy(() -> stage.accept(unsigned)).isInstanceOf(SignatureException.class);

            byte[] offered = aTimestamp().version(6).build();
            SnapshotStage next = stage.accept(offered);
            offered[0] = 'x';
            next.newTimestamp().orElseThrow()[0] = 'x';
            assertThat(next.newTimestamp().orElseThrow())
                    .isEqualTo(aTimestamp().version(6).build());
        }
    }

    @Nested
    @DisplayName("TUF §5.4.3.1 rollback of timestamp")
    class Rollback {
        @ParameterizedTest
        @ValueSource(longs = {1, 4})
        void aLowerVersionIsRefused(long version) throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5));
            assertThatThrownBy(() -> stage.accept(aTimestamp().version(version).build()))
                    .isInstanceOfSatisfying(RollbackException.class, e -> {
                        assertThat(e.trusted()).isEqualTo(5);
                        assertThat(e.offered()).isEqualTo(version);
                    })
                    .hasMessage("timestamp.json: version: expected >= 5, got " + version);
            assertThat(stage.accept(aTimestamp().version(6).build()).timestamp().version())
                    .isEqualTo(6);
        }

        @Test
        void anEqualVersionKeepsTheTrustedTimestamp() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5).snapshot(3));
            SnapshotStage next =
                    stage.accept(aTimestamp().version(5).snapshot(4).build());
            assertThat(next.timestamp().snapshot().version()).isEqualTo(3);
            assertThat(next.newTimestamp()).isEmpty();
        }

        @Test
        void anEqualVersionWithALowerSnapshotKeepsTheTrustedTimestampToo() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5).snapshot(3));
            SnapshotStage next =
                    stage.accept(aTimestamp().version(5).snapshot(2).build());
            assertThat(next.timestamp().snapshot().version()).isEqualTo(3);
            assertThat(next.newTimestamp()).isEmpty();
        }

        @Test
        void anEqualVersionMustBeSignedAllTheSame() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5));
            assertThatThrownBy(() -> stage.accept(
                            aTimestamp().version(5).snapshot(2).unsigned().build()))
                    .isInstanceOf(SignatureException.class);
        }

        @ParameterizedTest
        @ValueSource(longs = {6, 7, 2_147_483_648L, 9_007_199_254_740_993L, Long.MAX_VALUE})
        void aHigherVersionReplacesTheTrustedTimestamp(long version) throws TrustException {
            byte[] offered = aTimestamp().version(version).build();
            SnapshotStage next = resumed(aTimestamp().version(5)).accept(offered);
            assertThat(next.timestamp().version()).isEqualTo(version);
            assertThat(next.newTimestamp()).contains(offered);
        }

        @Test
        void largeVersionsAreComparedExactly() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(9_007_199_254_740_993L));
            assertThatThrownBy(() -> stage.accept(
                            aTimestamp().version(9_007_199_254_740_992L).build()))
                    .hasMessage("timestamp.json: version: expected >= 9007199254740993, got 9007199254740992");
        }

        @Test
        void withoutATrustedTimestampAnyVersionIsAccepted() throws TrustException {
            assertThat(timestampStage()
                            .accept(aTimestamp().version(1).build())
                            .timestamp()
                            .version())
                    .isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("TUF §5.4.3.2 rollback of snapshot")
    class SnapshotRollback {
        @ParameterizedTest
        @ValueSource(longs = {1, 2})
        void aLowerVersionOfSnapshotIsRefused(long version) throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5).snapshot(3));
            assertThatThrownBy(() -> stage.accept(
                            aTimestamp().version(6).snapshot(version).build()))
                    .isInstanceOf(RollbackException.class)
                    .hasMessage("timestamp.json: version of snapshot.json: expected >= 3, got " + version);
            assertThat(stage.accept(aTimestamp().version(6).snapshot(3).build())
                            .timestamp()
                            .version())
                    .isEqualTo(6);
        }

        @ParameterizedTest
        @ValueSource(longs = {3, 4, Long.MAX_VALUE})
        void anEqualOrHigherOneIsAccepted(long version) throws TrustException {
            SnapshotStage next = resumed(aTimestamp().version(5).snapshot(3))
                    .accept(aTimestamp().version(6).snapshot(version).build());
            assertThat(next.timestamp().snapshot().version()).isEqualTo(version);
        }
    }

    @Nested
    @DisplayName("TUF §5.4.4 freeze attack")
    class Freeze {
        @ParameterizedTest
        @CsvSource({"-1, 2029-12-31T23:59:59Z", "0, 2030-01-01T00:00:00Z"})
        void anExpiredTimestampIsRefused(int seconds, String expires) throws TrustException {
            TimestampStage stage = timestampStage();
            assertThatThrownBy(() -> stage.accept(
                            aTimestamp().expires(NOW.plusSeconds(seconds)).build()))
                    .isInstanceOf(ExpiredException.class)
                    .hasMessage("timestamp.json: expected expiry after 2030-01-01T00:00:00Z, got " + expires);
            assertThat(stage.accept(aTimestamp().build()).timestamp().version()).isEqualTo(1);
        }

        @Test
        void oneSecondIsEnough() {
            assertThatCode(() -> timestampStage()
                            .accept(aTimestamp().expires(NOW.plusSeconds(1)).build()))
                    .doesNotThrowAnyException();
        }

        @Test
        void theSameExpiredTimestampIsRefusedEveryTime() throws TrustException {
            byte[] expired = aTimestamp().version(5).expires(NOW).build();
            TimestampStage stage = timestampStage().resume(expired);
            for (int update = 0; update < 3; update++) {
                assertThatThrownBy(() -> stage.accept(expired))
                        .isInstanceOf(ExpiredException.class)
                        .hasMessage(
                                "timestamp.json: expected expiry after 2030-01-01T00:00:00Z, got 2030-01-01T00:00:00Z");
            }
        }

        @Test
        void anEqualVersionThatExpiresLaterDoesNotHelpAnExpiredTimestamp() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5).expires(NOW));
            assertThatThrownBy(() -> stage.accept(aTimestamp().version(5).build()))
                    .isInstanceOf(ExpiredException.class);
        }

        @Test
        void anEqualVersionThatHasExpiredDoesNotHarmATrustedTimestamp() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5));
            assertThat(stage.accept(aTimestamp().version(5).expires(NOW).build())
                            .newTimestamp())
                    .isEmpty();
        }

        @Test
        void anExpiredTimestampIsStillAFloor() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5).expires(NOW.minusSeconds(1_000_000)));
            assertThatThrownBy(() -> stage.accept(aTimestamp().version(4).build()))
                    .isInstanceOf(RollbackException.class);
            assertThat(stage.accept(aTimestamp().version(6).build()).timestamp().version())
                    .isEqualTo(6);
        }

        @Test
        void rollbackIsJudgedBeforeExpiry() throws TrustException {
            TimestampStage stage = resumed(aTimestamp().version(5));
            assertThatThrownBy(() ->
                            stage.accept(aTimestamp().version(4).expires(NOW).build()))
                    .isInstanceOf(RollbackException.class);
        }
    }

    @Nested
    @DisplayName("TUF §4.6 timestamp that says too little or too much")
    class Malformed {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "meta | {} | meta.snapshot.json: expected object, got nothing",
                    "meta/targets.json | {\"version\":1} | meta: expected snapshot.json alone, got 2 entries",
                    "meta/snapshot.json/version | 0 | meta.snapshot.json.version: expected integer from 1 to 9223372036854775807, got 0",
                    "meta/snapshot.json/length | -1 | meta.snapshot.json.length: expected integer from 0 to 9223372036854775807, got -1",
                    "version | 0 | version: expected integer from 1 to 9223372036854775807, got 0",
                    "version | -1 | version: expected integer from 1 to 9223372036854775807, got -1",
                    "version | \"1\" | version: expected integer, got string",
                    "expires | \"2030-01-01\" | expires: expected date-time YYYY-MM-DDTHH:MM:SSZ, got \"2030-01-01\"",
                })
        void isRefused(String path, String raw, String message) throws TrustException {
            TimestampStage stage = timestampStage();
            assertThatThrownBy(() -> stage.accept(aTimestamp().with(path, raw).build()))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("timestamp.json: signed." + message);
        }

        @Test
        void aMemberTwiceIsRefusedWhicheverWasSigned() throws TrustException {
            TimestampStage stage = timestampStage();
            assertThatThrownBy(() ->
                            stage.accept(aTimestamp().withAgain("version", "2").build()))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("timestamp.json: expected distinct member names, got \"version\" twice");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "[null]",
                    "9007199254740993",
                    "-123456789012345678901234567890",
                    "\"\\t\\u0000\\u001f\"",
                    "{\"\ufb01\":1,\"\ud83d\ude00\":2}",
                    "\"e\u0301\"",
                    "\"\\\"\\\\\\/\""
                })
        void fieldsThatNobodyKnowsAreSignedInCanonicalForm(String raw) throws TrustException {
            TimestampBuilder offered = aTimestamp().with("x", raw);
            assertThat(timestampStage()
                            .accept(offered.build())
                            .timestamp()
                            .header()
                            .unknown()
                            .names())
                    .containsExactly("x");
            assertThatThrownBy(() -> timestampStage()
                            .accept(offered.edited(text -> text.replace("\"x\":", "\"y\":"))
                                    .build()))
                    .isInstanceOf(SignatureException.class);
        }

        @Test
        void whiteSpaceAndTheOrderOfMembersAreNotSigned() throws TrustException {
            byte[] spaced = aTimestamp()
                    .edited(text -> text.replace(",", " ,\n\t").replace(":{", " :\r\n {"))
                    .build();
            assertThat(timestampStage().accept(spaced).newTimestamp()).contains(spaced);
        }
    }
}
