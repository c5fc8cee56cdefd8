package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegationTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private void add(String role, String path) throws Exception {
        sandbox.repository.add(sandbox.file("by " + role), path, AddOptions.DEFAULT.withRole(role));
    }

    private static Change.Delegate delegate(String delegator, String name, String... patterns) {
        List<PathPattern> all = List.of(patterns).stream().map(PathPattern::new).toList();
        return new Change.Delegate(delegator, name, new PathScope.Paths(all), false, KeyRequest.ONE);
    }

    @Nested
    @DisplayName("TUF §4.5 delegation by paths")
    class ByPaths {
        @Test
        void clientsFindWhatTheRoleDescribes() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*", "*.dev"));
            sandbox.publish();
            add("dev", "dev/x");
            add("dev", "y.dev");
            sandbox.publish();
            FolderClient client = sandbox.updatedClient();
            assertThat(client.download("dev/x")).isEqualTo("by dev");
            assertThat(client.download("y.dev")).isEqualTo("by dev");
        }

        @Test
        void aRoleMayDelegateFurther() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            sandbox.publish();
            sandbox.repository.stage(delegate("dev", "deep", "dev/d*"));
            sandbox.publish();
            add("deep", "dev/deep");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("dev/deep")).isEqualTo("by deep");
            assertThat(sandbox.repository.status().roles())
                    .extracting(Status.RoleStatus::name, Status.RoleStatus::delegator)
                    .endsWith(tuple("targets", "root"), tuple("dev", "targets"), tuple("deep", "dev"));
        }

        @Test
        void aThresholdOfSeveralKeysIsKept() throws Exception {
            sandbox.repository.stage(new Change.Delegate(
                    "targets", "dev", delegate("targets", "dev", "dev/*").scope(), true, KeyRequest.of(3, 2)));
            add("dev", "dev/x");
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("dev/x")).isEqualTo("by dev");
            Status.RoleStatus dev = sandbox.repository.status().roles().get(4);
            assertThat(dev.threshold()).isEqualTo(2);
            assertThat(dev.targets()).isEqualTo(1);
            assertThat(dev.keys()).hasSize(3).allMatch(key -> key.place() == Status.PrivateKeyPlace.HERE);
        }

        @Test
        void aTargetOutsideItsPathsIsRefused() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            assertThatThrownBy(() -> add("dev", "other/x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role dev: expected one that clients ask for other/x, got one that they do not");
        }

        @Test
        void aTargetBehindATerminatingDelegationIsRefused() throws Exception {
            sandbox.repository.stage(new Change.Delegate(
                    "targets", "first", delegate("targets", "x", "*").scope(), true, KeyRequest.ONE));
            sandbox.repository.stage(delegate("targets", "second", "*"));
            assertThatThrownBy(() -> add("second", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role second: expected one that clients ask for x, got one that they do not");
        }

        @Test
        void aTargetThatAMoreTrustedRoleDescribesIsRefused() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "*"));
            assertThatThrownBy(() -> add("dev", "a.txt"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessageStartingWith("role dev: expected one that clients ask for a.txt");
        }

        @Test
        void aTargetThatALessTrustedRoleDescribesIsRefused() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "*"));
            add("dev", "x");
            assertThatThrownBy(() -> add("targets", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("target x: expected no other role than targets to describe it, got dev");
        }

        @Test
        void aTargetWithoutARoleGoesWhereItIsAlready() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "*"));
            add("dev", "x");
            sandbox.publish();
            sandbox.repository.add(
                    sandbox.file("again"), "x", AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE));
            assertThat(sandbox.repository.status().staged())
                    .extracting(Change::describe)
                    .containsExactly("add x (5 bytes) to dev");
        }

        @Test
        void aRoleThatNobodyDelegatesToIsRefused() {
            assertThatThrownBy(() -> add("dev", "x"))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role: expected one that is delegated to, got \"dev\"");
            assertThatThrownBy(() -> sandbox.repository.stage(delegate("dev", "deep", "*")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role: expected one that is delegated to, got \"dev\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".dev", "-x", "a/b", "a b", "ü", "..", "a\nb"})
        void aNameThatIsNotTheSameEverywhereIsRefused(String name) {
            assertThatThrownBy(() -> sandbox.repository.stage(delegate("targets", name, "*")))
                    .hasMessageMatching("(?s)(role name|name): expected .*");
        }

        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets", "mirrors"})
        void aNameOfATopLevelRoleIsRefused(String name) {
            assertThatThrownBy(() -> sandbox.repository.stage(delegate("targets", name, "*")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage(
                            "role name: expected another than the top-level roles have, got \"%s\"".formatted(name));
        }

        @Test
        void aNameIsUsedOnce() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "*"));
            assertThatThrownBy(() -> sandbox.repository.stage(delegate("targets", "dev", "*")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("role name: expected one that was never in use, got \"dev\"");
        }

        @Test
        void aDelegationThatWasStagedAndTakenBackPublishesNothing() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            add("dev", "dev/x");
            sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
            PublicationPlan plan = sandbox.publish();
            assertThat(plan.steps()).noneMatch(step -> step.path().contains("dev.json"));
            assertThat(sandbox.updatedClient().find("dev/x")).isEmpty();
        }

        @Test
        void aDelegationThatIsNotThereIsNotTakenBack() {
            assertThatThrownBy(() -> sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("targets: expected a delegation to dev, got none");
        }

        @Test
        void theSnapshotPinsLengthAndHash() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            sandbox.publish();
            MetaFile dev = sandbox.updatedClient().meta("dev.json");
            assertThat(dev.length()).isPresent();
            assertThat(dev.hashes()).isPresent();
        }
    }

    @Nested
    @DisplayName("hash bins")
    class Bins {
        @ParameterizedTest
        @EnumSource(Change.BinStyle.class)
        void takeTargetsByTheHashOfTheirPath(Change.BinStyle style) throws Exception {
            sandbox.repository.stage(new Change.DelegateBins("targets", style, 3, "bin", KeyRequest.ONE));
            for (int i = 0; i < 12; i++) {
                sandbox.add("file" + i, "content " + i);
            }
            sandbox.publish();
            FolderClient client = sandbox.updatedClient();
            for (int i = 0; i < 12; i++) {
                assertThat(client.download("file" + i)).isEqualTo("content " + i);
            }
            assertThat(client.download("a.txt")).isEqualTo("old");
            Map<String, MetaFile> meta = client.stage().snapshot().meta();
            assertThat(meta.keySet()).contains("bin-0.json", "bin-7.json").hasSize(9);
            assertThat(meta.get("bin-0.json")).isEqualTo(MetaFile.of(1));
        }

        @ParameterizedTest
        @EnumSource(Change.BinStyle.class)
        void areSignedAgainOnlyWhenTheirTargetsChange(Change.BinStyle style) throws Exception {
            sandbox.repository.stage(new Change.DelegateBins("targets", style, 4, "bin", KeyRequest.ONE));
            sandbox.publish();
            FolderClient client = sandbox.updatedClient();
            sandbox.add("b.txt", "binned");
            PublicationPlan plan = sandbox.publish();
            assertThat(plan.steps().stream()
                            .map(PublicationStep::path)
                            .filter(path -> path.startsWith("repository/metadata/")))
                    .hasSize(3);
            client.update(sandbox.now);
            assertThat(client.download("b.txt")).isEqualTo("binned");
            sandbox.repository.remove("b.txt");
            sandbox.publish();
            client.update(sandbox.now);
            assertThat(client.find("b.txt")).isEmpty();
        }

        @Test
        void succinctBinsStandAlone() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            assertThatThrownBy(() -> sandbox.repository.stage(
                            new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 3, "bin", KeyRequest.ONE)))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("targets: expected no delegations beside succinct bins, got some");
            sandbox.repository.stage(
                    new Change.DelegateBins("dev", Change.BinStyle.SUCCINCT, 3, "bin", KeyRequest.ONE));
            assertThatThrownBy(() -> sandbox.repository.stage(delegate("dev", "deep", "*")))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("dev: expected a role without succinct bins, got bin-*");
        }

        @Test
        void mayBelongToADelegatedRole() throws Exception {
            sandbox.repository.stage(delegate("targets", "dev", "dev/*"));
            sandbox.repository.stage(
                    new Change.DelegateBins("dev", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ONE));
            Change.Delegate hashes = new Change.Delegate(
                    "targets", "rest", new PathScope.HashPrefixes(prefixes()), false, KeyRequest.ONE);
            sandbox.repository.stage(hashes);
            sandbox.repository.add(sandbox.file("x"), "elsewhere", AddOptions.DEFAULT);
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("elsewhere")).isEqualTo("x");
            assertThat(sandbox.repository.status().roles().stream()
                            .filter(role -> role.name().equals("rest"))
                            .map(Status.RoleStatus::targets))
                    .containsExactly(1);
        }

        private List<String> prefixes() {
            return "0123456789abcdef".chars().mapToObj(Character::toString).toList();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 17, -1})
        void areAtLeastTwoAndNotTooMany(int bits) {
            assertThatThrownBy(() ->
                            new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, bits, "bin", KeyRequest.ONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bit length: expected 1 to 16, got " + bits);
        }
    }

    @Test
    void pathHashPrefixesAreHex() {
        assertThatThrownBy(() -> new Change.Delegate(
                        "targets", "dev", new PathScope.HashPrefixes(List.of("0x")), false, KeyRequest.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path hash prefixes: expected lower case hex digits, got [0x]");
        assertThatThrownBy(() -> new Change.Delegate("targets", "dev", PathScope.None.INSTANCE, false, KeyRequest.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scope: expected paths or path hashes, got nothing");
    }
}
