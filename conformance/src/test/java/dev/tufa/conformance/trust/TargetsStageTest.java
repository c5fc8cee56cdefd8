package dev.tufa.conformance.trust;

import static dev.tufa.conformance.trust.Stages.parsed;
import static dev.tufa.conformance.trust.Stages.targetsStage;
import static dev.tufa.testkit.TestKeys.key;
import static dev.tufa.testkit.TestMetadata.NOW;
import static dev.tufa.testkit.TestMetadata.aDelegatedTargets;
import static dev.tufa.testkit.TestMetadata.aDelegation;
import static dev.tufa.testkit.TestMetadata.aRoot;
import static dev.tufa.testkit.TestMetadata.aSnapshot;
import static dev.tufa.testkit.TestMetadata.aTargets;
import static dev.tufa.testkit.TestMetadata.aTimestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.DelegationBuilder;
import dev.tufa.testkit.SnapshotBuilder;
import dev.tufa.testkit.TargetsBuilder;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.IntegrityException;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.SignatureException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.refusal.VersionMismatchException;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.RootStage;
import dev.tufa.tuf.trust.TargetsStage;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsStageTest {
    /** The top-level role and a delegated one: there is one set of rules for both. */
    enum Level {
        TOP {
            @Override
            RoleAuthority authority(TargetsStage stage) {
                return stage.topLevel();
            }

            @Override
            TargetsBuilder aFile() {
                return aTargets();
            }
        },
        DELEGATED {
            @Override
            RoleAuthority authority(TargetsStage stage) throws TrustException {
                return delegatedBy(aTargets(), aDelegation("project"));
            }

            @Override
            TargetsBuilder aFile() {
                return aDelegatedTargets("project");
            }
        };

        abstract RoleAuthority authority(TargetsStage stage) throws TrustException;

        /** Version 1 of the role's file. */
        abstract TargetsBuilder aFile();

        String role() {
            return this == TOP ? "targets" : "project";
        }

        Targets accept(TargetsStage stage, byte[] bytes) throws TrustException {
            return stage.accept(authority(stage), bytes);
        }

        SnapshotBuilder named(long version) {
            return aSnapshot().role(role(), version);
        }

        SnapshotBuilder named(long version, byte[] bytes) {
            return aSnapshot().role(role(), version, bytes);
        }
    }

    private static RoleAuthority delegatedBy(TargetsBuilder delegator, DelegationBuilder delegation)
            throws TrustException {
        return parsed(delegator.delegate(delegation))
                .delegations()
                .orElseThrow()
                .covering("targets", TargetPath.of("a"))
                .get(0)
                .authority();
    }

    @Nested
    @DisplayName("TUF §5.6.1 download")
    class Download {
        @ParameterizedTest
        @EnumSource
        void theVersionThatTheSnapshotNamesPrefixesTheFileName(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(42));
            MetadataRequest request = stage.request(level.authority(stage));
            assertThat(request).isEqualTo(new MetadataRequest(level.role(), OptionalLong.of(42), 64 << 20));
            assertThat(request.fileName()).isEqualTo("42." + level.role() + ".json");
        }

        @ParameterizedTest
        @EnumSource
        void withoutConsistentSnapshotsItDoesNot(Level level) throws TrustException {
            TargetsStage stage = Stages.load(aRoot().consistentSnapshot(false))
                    .finish()
                    .accept(aTimestamp().build())
                    .accept(level.named(42).build());
            assertThat(stage.request(level.authority(stage)))
                    .isEqualTo(new MetadataRequest(level.role(), OptionalLong.empty(), 64 << 20));
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 1", "4, 4", "5, 5", "6, 5", "4294967296, 5", "9223372036854775807, 5"})
        void theLimitIsTheStatedLengthButNotMoreThanIsTakenAtAll(String length, int maxBytes) throws TrustException {
            for (Level level : Level.values()) {
                assertThat(maxBytes(level, level.named(1).with("meta/" + level.role() + ".json/length", length)))
                        .isEqualTo(maxBytes);
            }
        }

        @ParameterizedTest
        @EnumSource
        void theLimitIsThatOfTargetsIfNoLengthIsStated(Level level) throws TrustException {
            assertThat(maxBytes(level, level.named(1))).isEqualTo(4);
        }

        @ParameterizedTest
        @EnumSource
        void aRoleThatTheSnapshotDoesNotListIsNeitherAskedForNorAccepted(Level level) throws TrustException {
            TargetsStage stage = targetsStage(aSnapshot().withoutRole("targets").role("another", 1));
            RoleAuthority authority = level.authority(stage);
            String message = level.role() + ".json: expected an entry in snapshot.json, got none";
            assertThatThrownBy(() -> stage.request(authority))
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> stage.accept(authority, level.aFile().build()))
                    .isInstanceOf(NotInSnapshotException.class)
                    .hasMessage(message);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "?",
                    "#",
                    "/x",
                    "../x",
                    "a/b c",
                    "\ud83d\ude00",
                    "\u0000",
                    "CON",
                    "Targets",
                    "targets.json",
                    "%2e%2e",
                    " "
                })
        void theNameOfARoleIsNotChangedOnTheWay(String role) throws TrustException {
            TargetsStage stage = targetsStage(aSnapshot().role(role, 1));
            RoleAuthority authority = delegatedBy(aTargets(), aDelegation(role));
            assertThat(stage.request(authority)).isEqualTo(new MetadataRequest(role, OptionalLong.of(1), 64 << 20));
            assertThat(stage.accept(authority, aDelegatedTargets(role).build()).version())
                    .isEqualTo(1);
        }

        @Test
        void longNamesAreNamesToo() throws TrustException {
            String role = "x".repeat(300);
            TargetsStage stage = targetsStage(aSnapshot().role(role, 1));
            assertThat(stage.request(delegatedBy(aTargets(), aDelegation(role))).role())
                    .isEqualTo(role);
        }

        private static int maxBytes(Level level, SnapshotBuilder snapshot) throws TrustException {
            Limits limits = new Limits(1, 2, 3, 4, 5, 6, 7, 8, Limits.DEFAULT.json());
            TargetsStage stage = RootStage.load(aRoot().build(), NOW, limits)
                    .finish()
                    .accept(aTimestamp().build())
                    .accept(snapshot.build());
            return stage.request(level.authority(stage)).maxBytes();
        }
    }

    @Nested
    @DisplayName("TUF §5.6.2 snapshot role's targets hash")
    class Hashes {
        @ParameterizedTest
        @EnumSource
        void theVeryBytesAreAccepted(Level level) throws TrustException {
            byte[] file = level.aFile().build();
            assertThat(level.accept(targetsStage(level.named(1, file)), file).version())
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource
        void otherBytesAreRefused(Level level) throws TrustException {
            byte[] file = level.aFile().build();
            byte[] another = level.aFile().expires(NOW.plusSeconds(60)).build();
            TargetsStage stage = targetsStage(level.named(1, file));
            assertThatThrownBy(() -> level.accept(stage, another))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageMatching(
                            "%s\\.json: sha256: expected [0-9a-f]{64}, got [0-9a-f]{64}".formatted(level.role()));
            assertThat(level.accept(stage, file).version()).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource
        void anotherLengthIsRefused(Level level) throws TrustException {
            byte[] file = level.aFile().build();
            TargetsStage stage = targetsStage(level.named(1).with("meta/" + level.role() + ".json/length", "3"));
            assertThatThrownBy(() -> level.accept(stage, file))
                    .isInstanceOf(IntegrityException.class)
                    .hasMessage("%s.json: length: expected 3, got at least %d".formatted(level.role(), file.length));
        }

        @ParameterizedTest
        @EnumSource
        void hashesAreJudgedBeforeAnythingIsRead(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(1, level.aFile().build()));
            assertThatThrownBy(() -> level.accept(stage, new byte[] {'{'})).isInstanceOf(IntegrityException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.6.3 arbitrary software attack")
    class ArbitrarySoftware {
        @Test
        void rootSaysWhoseKeysSignTheTopLevelRole() throws TrustException {
            RoleAuthority topLevel = targetsStage().topLevel();
            assertThat(topLevel.delegator()).isEqualTo("root");
            assertThat(topLevel.name()).isEqualTo("targets");
            assertThat(topLevel.role().keyIds()).containsExactly(key("targets").keyId());
        }

        @ParameterizedTest
        @EnumSource
        void oneSignedByAnotherRoleIsRefused(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(1));
            byte[] file = level.aFile()
                    .signedBy(key("root"), key("snapshot"), key("other"))
                    .build();
            assertThatThrownBy(() -> level.accept(stage, file))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("%s.json: expected signatures by 1 distinct keys of role %s, got 0"
                            .formatted(level.role(), level.role()));
        }

        @Test
        void theTopLevelRoleDoesNotSignForADelegatedOne() throws TrustException {
            TargetsStage stage = targetsStage(aSnapshot().role("project", 1));
            byte[] file = aDelegatedTargets("project").signedBy(key("targets")).build();
            assertThatThrownBy(() -> Level.DELEGATED.accept(stage, file)).isInstanceOf(SignatureException.class);
        }

        @ParameterizedTest
        @EnumSource
        void aPinnedFileHasToBeSignedAllTheSame(Level level) throws TrustException {
            byte[] unsigned = level.aFile().unsigned().build();
            TargetsStage stage = targetsStage(level.named(1, unsigned));
            assertThatThrownBy(() -> level.accept(stage, unsigned)).isInstanceOf(SignatureException.class);
        }

        @Test
        void keysOfOneDelegatorAreNotThoseOfAnother() throws TrustException {
            TargetsStage stage = targetsStage(aSnapshot().role("shared", 1));
            RoleAuthority fromOne =
                    delegatedBy(aDelegatedTargets("one"), aDelegation("shared").keys(1, key("k1")));
            RoleAuthority fromOther = delegatedBy(
                    aDelegatedTargets("other"), aDelegation("shared").keys(1, key("k2")));
            byte[] file = aDelegatedTargets("shared").signedBy(key("k1")).build();
            assertThat(stage.accept(fromOne, file).version()).isEqualTo(1);
            assertThatThrownBy(() -> stage.accept(fromOther, file))
                    .isInstanceOf(SignatureException.class)
                    .hasMessage("shared.json: expected signatures by 1 distinct keys of role shared, got 0");
        }

        @ParameterizedTest
        @EnumSource
        void signaturesAreJudgedBeforeVersionsAndExpiry(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(1));
            byte[] file = level.aFile().version(2).expires(NOW).unsigned().build();
            assertThatThrownBy(() -> level.accept(stage, file)).isInstanceOf(SignatureException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.6.4 snapshot role's targets version")
    class Version {
        @ParameterizedTest
        @ValueSource(longs = {1, 4, 6, Long.MAX_VALUE})
        void anyOtherVersionIsRefused(long version) throws TrustException {
            for (Level level : Level.values()) {
                TargetsStage stage = targetsStage(level.named(5));
                byte[] file = level.aFile().version(version).build();
                assertThatThrownBy(() -> level.accept(stage, file))
                        .isInstanceOf(VersionMismatchException.class)
                        .hasMessage("%s.json: version: expected 5, got %d".formatted(level.role(), version));
                assertThat(level.accept(stage, level.aFile().version(5).build()).version())
                        .isEqualTo(5);
            }
        }

        @ParameterizedTest
        @EnumSource
        void versionsAreJudgedBeforeExpiry(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(5));
            byte[] file = level.aFile().version(4).expires(NOW).build();
            assertThatThrownBy(() -> level.accept(stage, file)).isInstanceOf(VersionMismatchException.class);
        }
    }

    @Nested
    @DisplayName("TUF §5.6.5 freeze attack")
    class Freeze {
        @ParameterizedTest
        @CsvSource({"-1, 2029-12-31T23:59:59Z", "0, 2030-01-01T00:00:00Z"})
        void anExpiredFileIsRefused(int seconds, String expires) throws TrustException {
            for (Level level : Level.values()) {
                TargetsStage stage = targetsStage(level.named(1));
                byte[] file = level.aFile().expires(NOW.plusSeconds(seconds)).build();
                assertThatThrownBy(() -> level.accept(stage, file))
                        .isInstanceOf(ExpiredException.class)
                        .hasMessage("%s.json: expected expiry after 2030-01-01T00:00:00Z, got %s"
                                .formatted(level.role(), expires));
            }
        }

        @ParameterizedTest
        @EnumSource
        void oneSecondIsEnough(Level level) throws TrustException {
            byte[] file = level.aFile().expires(NOW.plusSeconds(1)).build();
            assertThat(level.accept(targetsStage(level.named(1)), file).version())
                    .isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("TUF §4.5 targets that say too little or too much")
    class Malformed {
        @ParameterizedTest
        @EnumSource
        void anotherTypeIsRefused(Level level) throws TrustException {
            TargetsStage stage = targetsStage(level.named(1));
            byte[] snapshot = aSnapshot().signedBy(key(level.role())).build();
            assertThatThrownBy(() -> level.accept(stage, snapshot))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage(level.role() + ".json: signed._type: expected \"targets\", got \"snapshot\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "mirrors"})
        void aDelegationToATopLevelRoleIsRefused(String name) {
            byte[] file = aTargets()
                    .delegate(aDelegation("x").with("name", '"' + name + '"'))
                    .build();
            for (Level level : Level.values()) {
                byte[] signed = level == Level.TOP
                        ? file
                        : aDelegatedTargets("project")
                                .delegate(aDelegation("x").with("name", '"' + name + '"'))
                                .build();
                assertThatThrownBy(() -> level.accept(targetsStage(level.named(1)), signed))
                        .isInstanceOf(MalformedMetadataException.class)
                        .hasMessage(
                                "%s.json: signed.delegations.roles[0].name: expected name of a delegated role, got \"%s\""
                                        .formatted(level.role(), name));
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "path_hash_prefixes | [\"00\"] | paths: expected either paths or path_hash_prefixes, got both",
                    "threshold | 0 | threshold: expected integer from 1 to 2147483647, got 0",
                    "threshold | -1 | threshold: expected integer from 1 to 2147483647, got -1",
                    "keyids | [\"a\",\"a\"] | keyids: expected distinct key ids, got a key id twice",
                    "keyids | [null] | keyids: expected array of strings, got element of kind null",
                    "terminating | null | terminating: expected boolean, got null",
                    "paths | null | paths: expected array, got null",
                    "name | null | name: expected string, got null",
                })
        void aDelegationThatSaysNonsenseIsRefused(String member, String raw, String message) throws TrustException {
            TargetsStage stage = targetsStage();
            byte[] file =
                    aTargets().delegate(aDelegation("x").with(member, raw)).build();
            assertThatThrownBy(() -> Level.TOP.accept(stage, file))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage("targets.json: signed.delegations.roles[0]." + message);
        }

        @Test
        void twoDelegationsToOneNameAreRefused() throws TrustException {
            TargetsStage stage = targetsStage();
            byte[] file = aTargets()
                    .delegate(aDelegation("x"))
                    .delegate(aDelegation("x"))
                    .build();
            assertThatThrownBy(() -> Level.TOP.accept(stage, file))
                    .isInstanceOf(MalformedMetadataException.class)
                    .hasMessage(
                            "targets.json: signed.delegations.roles[1].name: expected distinct role names, got \"x\" twice");
        }

        @Test
        void aDelegationAboutNoTargetIsAccepted() throws TrustException {
            byte[] file = aTargets().delegate(aDelegation("x").without("paths")).build();
            assertThat(Level.TOP
                            .accept(targetsStage(), file)
                            .delegations()
                            .orElseThrow()
                            .covering("targets", TargetPath.of("a")))
                    .isEmpty();
        }
    }
}
