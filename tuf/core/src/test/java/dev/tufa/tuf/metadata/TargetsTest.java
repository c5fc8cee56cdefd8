package dev.tufa.tuf.metadata;

import static dev.tufa.tuf.metadata.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @Nested
    @DisplayName("TUF §4.5 TARGETS")
    class Files {
        @Test
        void aTargetIsFoundByItsExactPath() throws TrustException {
            Targets targets = Documents.targets(Documents.TARGETS);
            TargetFile found = targets.find("a/\"\\").orElseThrow();
            assertThat(found.path()).isEqualTo("a/\"\\");
            assertThat(found.length()).isEqualTo(Long.MAX_VALUE);
            assertThat(found.hashes().hexByFunction()).containsExactly(Map.entry("blake2b-256", "aB"));
            assertThat(found.custom().orElseThrow()).hasToString("{\"x\":[null,\"\\u000a\"]}");
            assertThat(found.unknown()).hasToString("{\"x-target\":1}");
            assertThat(targets.find("b").orElseThrow().custom()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "B", "b ", "/b", "./b", "b/", "a", "a/", "constructor", "toString", "__proto__", "length"
                })
        void anotherPathIsNot(String path) throws TrustException {
            Targets targets = Documents.targets(Documents.TARGETS);
            assertThat(targets.find(path)).isEmpty();
            assertThat(targets.targets()).doesNotContainKey(path);
            assertThat(targets.targets().get(path)).isNull();
        }

        @Test
        void theMapHasAllInCodePointOrder() throws TrustException {
            String signed = with(
                    Documents.TARGETS,
                    "\"b\":{",
                    "\"\ud83d\ude00\":{\"length\":1,\"hashes\":{\"a\":\"00\"}},"
                            + "\"\ufb01\":{\"length\":2,\"hashes\":{\"a\":\"00\"}},\"b\":{");
            Map<String, TargetFile> all = Documents.targets(signed).targets();
            assertThat(all).hasSize(4);
            assertThat(all.keySet()).containsExactly("a/\"\\", "b", "\ufb01", "\ud83d\ude00");
            assertThat(all.values()).extracting(TargetFile::length).containsExactly(Long.MAX_VALUE, 0L, 2L, 1L);
            assertThat(all.containsKey("\ufb01")).isTrue();
            assertThat(all.get("b")).isEqualTo(TargetFile.of("b", 0, Hashes.ofSha256("00")));
        }

        @Test
        void theMapTakesKeysOfOtherTypesForAbsent() throws TrustException {
            Map<?, ?> all = Documents.targets(Documents.TARGETS).targets();
            Object notAPath = 1;
            assertThat(all.containsKey(notAPath)).isFalse();
            assertThat(all.get(notAPath)).isNull();
        }

        @Test
        void theIteratorEnds() throws TrustException {
            Iterator<TargetFile> files =
                    Documents.targets(Documents.SUCCINCT).targets().values().iterator();
            assertThat(files.hasNext()).isFalse();
            assertThatThrownBy(files::next).isInstanceOf(NoSuchElementException.class);
        }

        @Test
        void whatIsBuiltReadsLikeWhatIsRead() throws TrustException {
            Targets read = Documents.targets(Documents.TARGETS);
            Targets built = Targets.of(read.header(), read.targets().values(), read.delegations());
            assertThat(built.toJson()).isEqualTo(read.toJson());
            assertThat(built.find("b")).isEqualTo(read.find("b"));
            assertThat(built.type()).isEqualTo(RoleType.TARGETS);
        }

        @Test
        void whatStaysIsAsItWasInTheNextVersion() throws TrustException {
            Targets read = Documents.targets(Documents.TARGETS);
            Header header = read.header().next(Instant.parse("2031-01-01T00:00:00Z"));
            TargetFile other = TargetFile.of("b", 7, Hashes.ofSha256("ff"));
            TargetFile added = TargetFile.of("\ufb01", 8, Hashes.ofSha256("ee"));
            Targets next = read.next(header, List.of(added, other), Optional.empty());
            Targets built =
                    Targets.of(header, List.of(read.find("a/\"\\").orElseThrow(), other, added), Optional.empty());
            assertThat(next.toJson()).isEqualTo(built.toJson());
            assertThat(next.targets()).hasSize(3);
            assertThat(read.next(header, List.of(), read.delegations()).targets())
                    .isEqualTo(read.targets());
            assertThatThrownBy(() -> read.next(header, List.of(other, other), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    @DisplayName("TUF §4.5 DELEGATIONS")
    class Delegating {
        @Test
        void rolesComeInTheOrderOfTheDocument() throws TrustException {
            Delegations delegations =
                    Documents.targets(Documents.TARGETS).delegations().orElseThrow();
            assertThat(delegations.roles()).extracting(DelegatedRole::name).containsExactly("zz", "1", "neither");
            assertThat(delegations.roles())
                    .extracting(DelegatedRole::terminating)
                    .containsExactly(false, true, true);
        }

        @Test
        void onlyRolesThatCoverTheTargetAreAsked() {
            Delegations delegations = Delegations.of(
                    Map.of("k", Key.of("t", "s", "")),
                    List.of(
                            role("first", false, "a*"),
                            role("second", true, "b*"),
                            role("third", true, "x", "*b"),
                            role("fourth", false)));
            List<Delegations.Delegation> covering = delegations.covering("boss", TargetPath.of("ab"));
            assertThat(covering)
                    .extracting(delegation -> delegation.authority().name())
                    .containsExactly("first", "third");
            assertThat(covering).extracting(Delegations.Delegation::terminating).containsExactly(false, true);
            assertThat(covering.get(0).authority())
                    .isEqualTo(new RoleAuthority("boss", "first", Role.of(Set.of("k"), 1), delegations.keys()));
            assertThat(covering.get(0).authority().file()).isEqualTo("first.json");
        }

        @Test
        void aHashBinIsNotTerminating() {
            Role role = Role.of(Set.of("k"), 2);
            Delegations delegations = Delegations.of(Map.of(), new SuccinctRoles(role, 8, "bin"));
            List<Delegations.Delegation> covering = delegations.covering("boss", TargetPath.of("file1.txt"));
            assertThat(covering)
                    .containsExactly(
                            new Delegations.Delegation(new RoleAuthority("boss", "bin-55", role, Map.of()), false));
        }

        private static DelegatedRole role(String name, boolean terminating, String... patterns) {
            return new DelegatedRole(
                    name,
                    Role.of(Set.of("k"), 1),
                    terminating,
                    new PathScope.Paths(PathPattern.all(List.of(patterns))));
        }
    }

    @Test
    void everyTypeSaysWhichItIs() throws TrustException {
        assertThat(Documents.read(Documents.ROOT).signed().type()).isEqualTo(RoleType.ROOT);
        assertThat(Documents.read(Documents.TIMESTAMP).signed().type()).isEqualTo(RoleType.TIMESTAMP);
        assertThat(Documents.read(Documents.SNAPSHOT).signed().type()).isEqualTo(RoleType.SNAPSHOT);
        assertThat(Documents.read(Documents.MIRRORS).signed().type()).isEqualTo(RoleType.MIRRORS);
    }

    @Test
    void authoritiesOfTopLevelRolesComeFromRoot() throws TrustException {
        Root root = Documents.root(Documents.ROOT);
        RoleAuthority timestamp = root.authority(RoleType.TIMESTAMP).orElseThrow();
        assertThat(timestamp.delegator()).isEqualTo("root");
        assertThat(timestamp.name()).isEqualTo("timestamp");
        assertThat(timestamp.file()).isEqualTo("timestamp.json");
        assertThat(timestamp.role().keyIds()).containsExactly("k1", "k2");
        assertThat(timestamp.role().threshold()).isEqualTo(2);
        assertThat(timestamp.keys()).isEqualTo(root.keys());
        assertThat(root.authority(RoleType.MIRRORS)).isPresent();
    }

    @Test
    void mirrorsMayBeMissingInRoot() throws TrustException {
        Root root = Documents.root(with(Documents.ROOT, "\"mirrors\":{", "\"x-mirrors\":{"));
        assertThat(root.authority(RoleType.MIRRORS)).isEmpty();
        assertThat(root.unknownRoles().names()).containsExactly("x-mirrors", "x-role");
    }

    @Test
    void theSnapshotFindsFilesByName() throws TrustException {
        Snapshot snapshot = (Snapshot) Documents.read(Documents.SNAPSHOT).signed();
        assertThat(snapshot.find("a/b c.json")).contains(MetaFile.of(3));
        assertThat(snapshot.find("\ud83d\ude00.json").orElseThrow().version()).isEqualTo(2);
        assertThat(snapshot.find("targets")).isEmpty();
        assertThat(snapshot.find("constructor")).isEmpty();
    }

    @Test
    void expiryIsAnInstant() {
        Instant expires = Instant.parse("2030-01-01T00:00:00Z");
        Targets targets = Targets.of(Header.of(1, expires), List.of(), Optional.empty());
        assertThat(targets.expires()).isEqualTo(expires);
        assertThat(targets.version()).isEqualTo(1);
    }
}
