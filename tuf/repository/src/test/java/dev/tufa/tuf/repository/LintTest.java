package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.repository.Finding.Severity;
import dev.tufa.tuf.repository.signing.KeyIndex;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Lint")
class LintTest {
    private static final Instant NOW = Sandbox.START;
    private static final String HASH = "ab".repeat(32);

    /** Evidence of a good repository, of which a test spoils one thing. */
    private final Map<RoleType, Role> roles = new EnumMap<>(Map.of(
            RoleType.ROOT, Role.of(Set.of("r1", "r2", "r3"), 2),
            RoleType.TARGETS, Role.of(Set.of("t1"), 1),
            RoleType.SNAPSHOT, Role.of(Set.of("s1"), 1),
            RoleType.TIMESTAMP, Role.of(Set.of("ts1"), 1)));

    private final Map<String, Key> keys = new TreeMap<>();
    private final List<DelegatedRole> delegated = new ArrayList<>();
    private final List<TargetFile> targets = new ArrayList<>(List.of(TargetFile.of("a", 1, Hashes.ofSha256(HASH))));
    private Settings settings = Settings.DEFAULT;
    private Set<String> here = Set.of();
    private List<String> readable = List.of();
    private List<String> gone = List.of();
    private boolean consistent = true;
    private Instant at = NOW;

    private static Header header(Duration lifetime) {
        return Header.of(1, NOW.plus(lifetime));
    }

    private List<Finding> findings() {
        roles.values().forEach(role -> role.keyIds().forEach(id -> keys.putIfAbsent(id, key(id))));
        Optional<Delegations> delegations =
                delegated.isEmpty() ? Optional.empty() : Optional.of(Delegations.of(Map.of(), delegated));
        Targets top = Targets.of(header(Duration.ofDays(365)), targets, delegations);
        Snapshot snapshot = new Snapshot(header(Duration.ofDays(30)), Map.of("targets.json", MetaFile.of(1)));
        return Linter.findings(
                new Evidence(
                        new Root(header(Duration.ofDays(365)), Optional.of(consistent), keys, roles),
                        new Timestamp(header(Duration.ofDays(7)), MetaFile.of(1)),
                        snapshot,
                        List.of(new Evidence.Role("targets", top, false, at.isAfter(NOW.plus(Duration.ofDays(183))))),
                        settings,
                        KeyIndex.EMPTY,
                        here,
                        readable,
                        gone),
                at);
    }

    private static Key key(String id) {
        return Key.of("ed25519", "ed25519", id);
    }

    private List<String> codes() {
        return findings().stream().map(Finding::code).toList();
    }

    private Finding only() {
        assertThat(findings()).hasSize(1);
        return findings().get(0);
    }

    private static DelegatedRole role(String name, boolean terminating, String... patterns) {
        return new DelegatedRole(
                name,
                Role.of(Set.of("k"), 1),
                terminating,
                new PathScope.Paths(
                        List.of(patterns).stream().map(PathPattern::new).toList()));
    }

    @Test
    void ofAGoodRepositoryFindsNothing() {
        assertThat(findings()).isEmpty();
    }

    @Nested
    @DisplayName("of keys")
    class Keys {
        @Test
        void findsARootThresholdOfOne() {
            roles.put(RoleType.ROOT, Role.of(Set.of("r1", "r2", "r3"), 1));
            assertThat(only())
                    .isEqualTo(new Finding(
                            "root-threshold-one",
                            Severity.WARNING,
                            "one signature is enough for a root",
                            "whoever steals a single root key owns every client",
                            "tufa repo rotate --keys 3 --threshold 2 DIR root"));
        }

        @Test
        void findsFewRootKeys() {
            roles.put(RoleType.ROOT, Role.of(Set.of("r1", "r2"), 2));
            assertThat(only().what()).isEqualTo("root has 2 of at least 3 keys");
        }

        @Test
        void findsAPrivateRootKeyInTheFolder() {
            here = Set.of("r2", "t1");
            assertThat(codes()).containsExactly("root-key-here");
        }

        @Test
        void findsOneKeyInSeveralRoles() {
            roles.put(RoleType.TARGETS, Role.of(Set.of("r1"), 1));
            assertThat(only().severity()).isEqualTo(Severity.ERROR);
            assertThat(only().what()).isEqualTo("one key signs root and targets");
        }

        @Test
        void findsOneKeyOfTimestampAndSnapshot() {
            roles.put(RoleType.TIMESTAMP, Role.of(Set.of("s1"), 1));
            assertThat(only().code()).isEqualTo("timestamp-key-is-snapshot-key");
            assertThat(only().severity()).isEqualTo(Severity.WARNING);
        }

        @Test
        void findsAKeyThatNoRoleUses() {
            keys.put("idle", key("idle"));
            assertThat(only().what()).isEqualTo("metadata lists key idle, which no role uses");
            assertThat(only().severity()).isEqualTo(Severity.HINT);
        }

        @ParameterizedTest
        @CsvSource({"2048, 1", "3072, 0"})
        void findsShortRsaKeys(int bits, int count) throws Exception {
            BigInteger modulus =
                    BigInteger.ONE.shiftLeft(bits - 1).setBit(0); // nobody signs with it: any number will do
            byte[] key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4))
                    .getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
            keys.put("t1", Key.of("rsa", SignatureScheme.RSA_PSS_SHA256.text(), pem));
            assertThat(codes().stream().filter("short-rsa-key"::equals)).hasSize(count);
        }

        @Test
        void passesOverRsaKeysThatAreNone() {
            keys.put("t1", Key.of("rsa", SignatureScheme.RSA_PSS_SHA256.text(), "no key"));
            assertThat(codes()).isEmpty();
        }

        @Test
        void findsFilesThatOthersMayRead() {
            readable = List.of("targets-t1.pem");
            assertThat(only().advice()).isEqualTo("chmod 600 DIR/keys/targets-t1.pem");
            assertThat(only().severity()).isEqualTo(Severity.ERROR);
        }
    }

    @Nested
    @DisplayName("of lifetimes")
    class Lifetimes {
        @ParameterizedTest
        @CsvSource({
            "lifetime.timestamp, 23h, lifetime-too-short",
            "lifetime.timestamp, 9d, lifetime-too-long",
            "lifetime.snapshot, 401d, lifetime-too-long",
            "lifetime.targets, 4000d, lifetime-too-long",
            "lifetime.root, 401d, lifetime-too-long",
            "lifetime.bins, 89d, bins-too-short"
        })
        void findsThoseThatAreTooLongOrTooShort(String line, String value, String code) {
            settings = settings.withLine(line, value);
            assertThat(codes()).contains(code);
        }

        @Test
        void areGoodAtTheirBounds() {
            settings = settings.withLine("lifetime.timestamp", "8d")
                    .withLine("lifetime.root", "400d")
                    .withLine("lifetime.bins", "90d");
            assertThat(findings()).isEmpty();
        }

        @Test
        void findsWhatIsPublishedForLongerThanThePolicy() {
            settings = settings.withLine("lifetime.snapshot", "29d");
            assertThat(only().code()).isEqualTo("longer-than-policy");
        }

        @Test
        void findsWhatIsDueAndWhatHasExpired() {
            at = NOW.plus(Duration.ofDays(7));
            assertThat(only().what()).isEqualTo("timestamp expired at 2030-01-08T00:00:00Z");
            at = NOW.plus(Duration.ofDays(2));
            assertThat(only().code()).isEqualTo("expires-soon");
            at = NOW.plus(Duration.ofDays(365));
            assertThat(codes()).containsExactly("expired", "expired", "expired", "expired");
        }
    }

    @Nested
    @DisplayName("of targets")
    class TargetFiles {
        @Test
        void findsThoseWithoutASha256() {
            targets.add(TargetFile.of("b", 1, new Hashes(Map.of("sha512", "cd".repeat(64)))));
            assertThat(only().what()).isEqualTo("targets describes 1 targets, such as b, without a SHA-256");
            assertThat(only().severity()).isEqualTo(Severity.WARNING);
        }

        @Test
        void findsThoseWithWeakHashesAlone() {
            targets.add(TargetFile.of("b", 1, new Hashes(Map.of("md5", "cd".repeat(16)))));
            targets.add(TargetFile.of("c", 1, new Hashes(Map.of("md5", "cd".repeat(16), "sha256", HASH))));
            assertThat(only().code()).isEqualTo("weak-hashes");
            assertThat(only().severity()).isEqualTo(Severity.ERROR);
        }

        @Test
        void findsThatThereAreNoConsistentSnapshots() {
            consistent = false;
            assertThat(only().code()).isEqualTo("no-consistent-snapshot");
        }

        @Test
        void findsTooManyForOneRole() {
            for (int i = 0; i < 5000; i++) {
                targets.add(TargetFile.of("file" + i, 1, Hashes.ofSha256(HASH)));
            }
            assertThat(only().code()).isEqualTo("no-bins");
            assertThat(only().advice()).isEqualTo("tufa repo bins --from targets --expect 5001 DIR");
        }
    }

    @Nested
    @DisplayName("of delegations")
    class DelegatedRoles {
        @Test
        void findsOneWithoutPaths() {
            delegated.add(new DelegatedRole("dev", Role.of(Set.of("k"), 1), false, PathScope.None.INSTANCE));
            assertThat(only().what()).isEqualTo("targets delegates nothing to dev");
        }

        @Test
        void findsOneThatClientsNeverGetTo() {
            delegated.add(role("first", true, "a/*", "b/x?"));
            delegated.add(role("second", false, "a/*.jar", "a/lib"));
            assertThat(only().what())
                    .isEqualTo("targets delegates to second after the terminating first, which covers the same paths");
        }

        @Test
        void findsATerminatingOneBeforeAWiderOne() {
            delegated.add(role("first", true, "a/lib"));
            delegated.add(role("second", false, "a/*"));
            assertThat(only().code()).isEqualTo("terminating-before-wider");
        }

        @Test
        void findsOnesThatOverlap() {
            delegated.add(role("first", false, "*"));
            delegated.add(role("second", false, "x"));
            assertThat(only().code()).isEqualTo("overlapping-delegations");
        }

        @Test
        void passesOverOnesThatDoNot() {
            delegated.add(role("first", true, "a/*", "x/y?"));
            delegated.add(role("second", true, "b/*", "x/y"));
            delegated.add(role("third", true, "a/b/*"));
            assertThat(findings()).isEmpty();
        }

        @Test
        void findsGoneRolesWithoutFile() {
            gone = List.of("old");
            assertThat(only().code()).isEqualTo("gone-role-without-file");
            assertThat(only().severity()).isEqualTo(Severity.HINT);
        }
    }

    @Nested
    @DisplayName("of hash bins")
    class Bins {
        @ParameterizedTest
        @CsvSource({"4, 0, too-many-bins", "2, 0, ''", "6, 20, too-many-bins", "1, 4000, too-few-bins", "9, 4000, ''"})
        void findsTooManyAndTooFew(int bits, int count, String code) {
            List<TargetFile> inBin = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                inBin.add(TargetFile.of("file" + i, 1, Hashes.ofSha256(HASH)));
            }
            SuccinctRoles bins = new SuccinctRoles(Role.of(Set.of("k"), 1), bits, "bin");
            Targets top =
                    Targets.of(header(Duration.ofDays(365)), List.of(), Optional.of(Delegations.of(Map.of(), bins)));
            Targets bin = Targets.of(header(Duration.ofDays(365)), inBin, Optional.empty());
            List<Finding> found = BinFindings.of(new Evidence(
                    new Root(header(Duration.ofDays(365)), Optional.of(true), Map.of(), roles),
                    new Timestamp(header(Duration.ofDays(7)), MetaFile.of(1)),
                    new Snapshot(header(Duration.ofDays(30)), Map.of()),
                    List.of(
                            new Evidence.Role("targets", top, false, false),
                            new Evidence.Role(bins.binName(0), bin, true, false)),
                    settings,
                    KeyIndex.EMPTY,
                    here,
                    readable,
                    gone));
            assertThat(found.stream().map(Finding::code)).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
        }
    }

    @Nested
    @DisplayName("of a folder")
    class Folder {
        @TempDir
        Path temporary;

        @Test
        void collectsWhatItHasToKnow() throws Exception {
            Sandbox sandbox = Scenario.begin(temporary.resolve("repo"));
            Scenario.NEW_DELEGATION.stage(sandbox);
            sandbox.publish();
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
            sandbox.publish();
            Files.delete(sandbox.metadata("1.dev.json"));
            List<String> codes = sandbox.repository.lint(sandbox.now).stream()
                    .map(Finding::code)
                    .toList();
            assertThat(codes)
                    .containsExactly(
                            "root-threshold-one",
                            "few-root-keys",
                            "root-key-here",
                            "unused-private-key",
                            "gone-role-without-file");
        }
    }
}
