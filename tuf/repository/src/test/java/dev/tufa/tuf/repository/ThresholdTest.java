package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Another threshold, or other keys of a delegated role")
class ThresholdTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.THRESHOLDS.beginIn(temporary.resolve("repo")).sandbox();
    }

    private Status.RoleStatus role(String name) throws Exception {
        return sandbox.repository.status().roles().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void set(String delegator, String name, int threshold) throws Exception {
        sandbox.repository.stage(new Change.SetThreshold(delegator, name, threshold));
    }

    @Nested
    @DisplayName("TUF §5.3.4 of a top-level role")
    class TopLevel {
        @ParameterizedTest
        @ValueSource(strings = {"root", "timestamp", "snapshot", "targets"})
        void isInTheNextRootAndClientsFollowFromEveryRoot(String name) throws Exception {
            FolderClient returning = sandbox.updatedClient();
            set("root", name, 3);
            PublicationPlan plan = sandbox.publish();
            assertThat(role(name).threshold()).isEqualTo(3);
            assertThat(role(name).keys().stream().filter(key -> key.use() == Status.KeyUse.ACTIVE))
                    .hasSize(3);
            returning.update(sandbox.now);
            assertThat(returning.download("a.txt")).isEqualTo("old");
            assertThat(returning.stage().root().version()).isEqualTo(3);
            assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
            assertThat(plan.steps()).noneMatch(step -> step.path().startsWith("keys/"));
            set("root", name, 1);
            sandbox.publish();
            returning.update(sandbox.now);
            assertThat(returning.stage().root().version()).isEqualTo(4);
            assertThat(role(name).threshold()).isEqualTo(1);
        }

        @Test
        void beforeTheNewRootIsThereClientsOfTheOldOneUpdate() throws Exception {
            FolderClient returning = sandbox.updatedClient();
            for (RoleType role : Settings.ROLES) {
                set("root", role.text(), 2);
            }
            sandbox.publish();
            Path root = sandbox.metadata("3.root.json");
            byte[] held = Files.readAllBytes(root);
            Files.delete(root);
            returning.update(sandbox.now);
            assertThat(returning.stage().root().version()).isEqualTo(2);
            Files.write(root, held);
            returning.update(sandbox.now);
            assertThat(returning.stage().root().version()).isEqualTo(3);
        }

        @Test
        void isAtMostTheNumberOfKeys() {
            assertThatThrownBy(() -> set("root", "snapshot", 4))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("threshold of snapshot: expected 1 to 3, as many as it has keys, got 4");
        }

        @Test
        void isAnotherThanItWas() {
            assertThatThrownBy(() -> set("root", "snapshot", 1))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("threshold of snapshot: expected another than it has, got 1");
        }

        @Test
        void isAtLeastOne() {
            assertThatThrownBy(() -> set("root", "snapshot", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("threshold: expected >= 1, got 0");
        }

        @Test
        void changesOnceInAPublicationAndNotTogetherWithTheKeys() throws Exception {
            set("root", "snapshot", 2);
            assertThatThrownBy(() -> set("root", "snapshot", 3))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("rotation: expected one of snapshot in a publication, got two");
            assertThatThrownBy(() -> sandbox.repository.rotate(RoleType.SNAPSHOT, KeyRequest.ONE))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("rotation: expected one of snapshot in a publication, got two");
        }

        @Test
        void thatKeysElsewhereWouldHaveToMeetIsNotPublished() throws Exception {
            List<String> active = role("timestamp").keys().stream()
                    .filter(key -> key.use() == Status.KeyUse.ACTIVE)
                    .map(Status.KeyStatus::keyId)
                    .toList();
            for (String keyId : active.subList(1, active.size())) {
                Files.delete(sandbox.folder.resolve("keys/timestamp-" + keyId + ".pem"));
            }
            set("root", "timestamp", 3);
            assertThatThrownBy(() -> sandbox.plan())
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageStartingWith("timestamp: expected signatures by 3 keys, got 1; not here: ");
        }
    }

    @Nested
    @DisplayName("TUF §4.5 of a delegated role")
    class Delegated {
        @Test
        void raisedGivesTheRoleANewVersionInTheSamePublication() throws Exception {
            FolderClient returning = sandbox.updatedClient();
            set("targets", "dev", 3);
            sandbox.publish();
            assertThat(role("dev").threshold()).isEqualTo(3);
            assertThat(role("dev").version()).isEqualTo(2);
            returning.update(sandbox.now);
            assertThat(returning.download("dev/tool")).isEqualTo("tool");
            assertThat(role("root").version()).isEqualTo(2);
        }

        @Test
        void loweredLeavesTheRoleAsItIs() throws Exception {
            set("targets", "dev", 3);
            sandbox.publish();
            set("targets", "dev", 2);
            sandbox.publish();
            assertThat(role("dev").threshold()).isEqualTo(2);
            assertThat(role("dev").version()).isEqualTo(2);
            assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
        }

        @Test
        void isCheckedBeforeTheKeysAreMade() throws Exception {
            sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.of(2, 1)));
            assertThatThrownBy(() -> set("targets", "dev", 3))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("threshold of dev: expected 1 to 2, as many as it has keys, got 3");
            set("targets", "dev", 2);
            sandbox.publish();
            assertThat(role("dev").threshold()).isEqualTo(2);
        }

        @Test
        void isAtMostTheNumberOfKeys() {
            assertThatThrownBy(() -> set("targets", "dev", 4))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("threshold of dev: expected 1 to 3, as many as it has keys, got 4");
            assertThatThrownBy(() -> set("targets", "nobody", 1))
                    .isInstanceOf(ChangeRefusedException.class)
                    .hasMessage("targets: expected a delegation to nobody, got none");
        }

        @Test
        void otherKeysGiveTheRoleANewVersionInTheSamePublication() throws Exception {
            List<Status.KeyStatus> before = role("dev").keys();
            FolderClient returning = sandbox.updatedClient();
            sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.of(2, 2)));
            sandbox.publish();
            assertThat(role("dev").version()).isEqualTo(2);
            assertThat(role("dev").keys()).hasSize(2).doesNotContainAnyElementsOf(before);
            returning.update(sandbox.now);
            assertThat(returning.download("dev/tool")).isEqualTo("tool");
            assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
        }

        @Test
        void otherKeysNeedNoneOfTheOldPrivateKeys() throws Exception {
            try (var files = Files.newDirectoryStream(sandbox.folder.resolve("keys"), "dev-*.pem")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.ONE));
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
        }

        @Test
        void otherKeysOfADelegatorLeaveItsDelegationsAlone() throws Exception {
            sandbox.repository.stage(new Change.Delegate(
                    "dev", "deep", Scenario.delegation("x", "dev/d*").scope(), false, KeyRequest.ONE));
            sandbox.repository.add(sandbox.file("deep"), "dev/deep", AddOptions.DEFAULT.withRole("deep"));
            sandbox.publish();
            sandbox.repository.stage(new Change.ReplaceKeys("targets", "dev", KeyRequest.ONE));
            sandbox.repository.stage(new Change.ReplaceKeys("dev", "deep", KeyRequest.ONE));
            sandbox.publish();
            assertThat(role("deep").version()).isEqualTo(2);
            assertThat(sandbox.updatedClient().download("dev/deep")).isEqualTo("deep");
        }

        @ParameterizedTest
        @EnumSource(Change.BinStyle.class)
        void otherKeysOfBinsGiveAllOfThemNewVersions(Change.BinStyle style) throws Exception {
            Sandbox other = Scenario.begin(temporary.resolve("other"));
            other.repository.stage(new Change.DelegateBins("targets", style, 2, "bin", KeyRequest.ONE));
            other.add("b.txt", "binned");
            other.publish();
            FolderClient returning = other.updatedClient();
            other.repository.stage(new Change.ReplaceKeys("targets", "bin-*", KeyRequest.of(3, 2)));
            other.publish();
            other.repository.stage(new Change.SetThreshold("targets", "bin-*", 1));
            other.publish();
            assertThat(other.repository.status().roles().subList(4, 8)).allSatisfy(bin -> {
                assertThat(bin.version()).isEqualTo(2);
                assertThat(bin.threshold()).isEqualTo(1);
                assertThat(bin.keys()).hasSize(3);
            });
            returning.update(other.now);
            assertThat(returning.download("b.txt")).isEqualTo("binned");
        }
    }
}
