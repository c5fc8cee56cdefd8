package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A refresh")
class RefreshTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
        Scenario.NEW_DELEGATION.stage(sandbox);
        sandbox.repository.stage(new Change.DelegateBins("dev", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ONE));
        sandbox.publish();
    }

    private void pass(long days) {
        sandbox.now = sandbox.now.plus(Duration.ofDays(days));
    }

    private Refresh plan() throws Exception {
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            return sandbox.repository.planRefresh(keys, sandbox.now, PlanOptions.ClockCheck.ENFORCED);
        }
    }

    private Refresh refresh() throws Exception {
        Refresh refresh = plan();
        sandbox.repository.publish(refresh.plan(), sandbox.now);
        return refresh;
    }

    private void lose(String role) throws Exception {
        try (var keys = Files.newDirectoryStream(sandbox.folder.resolve("keys"), role + "-*.pem")) {
            for (Path key : keys) {
                Files.delete(key);
            }
        }
    }

    private static List<String> names(List<Refresh.Due> due) {
        return due.stream().map(Refresh.Due::role).toList();
    }

    private Map<String, Long> versions() throws Exception {
        Map<String, Long> versions = new TreeMap<>();
        sandbox.repository.status().roles().forEach(role -> versions.put(role.name(), role.version()));
        return versions;
    }

    @Test
    void ofWhatIsFreshDoesNothing() throws Exception {
        pass(1);
        Map<String, Long> before = versions();
        Refresh refresh = refresh();
        assertThat(refresh.plan().isEmpty()).isTrue();
        assertThat(refresh.here()).isEmpty();
        assertThat(refresh.elsewhere()).isEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void signsTheTimestampWithAQuarterOfItsLifeUsed() throws Exception {
        pass(2);
        assertThat(names(refresh().here())).containsExactly("timestamp");
        assertThat(versions()).containsEntry("timestamp", 4L).containsEntry("snapshot", 3L);
    }

    @Test
    void opensNoKeyThatItDoesNotSignWith() throws Exception {
        for (String role : List.of("root", "snapshot", "targets", "dev", "bin")) {
            damage(role);
        }
        pass(2);
        assertThat(names(refresh().here())).containsExactly("timestamp");
        damage("timestamp");
        pass(2);
        assertThatThrownBy(this::plan).isInstanceOf(IOException.class).hasMessageContaining("timestamp-");
    }

    private void damage(String role) throws Exception {
        try (var keys = Files.newDirectoryStream(sandbox.folder.resolve("keys"), role + "-*.pem")) {
            for (Path key : keys) {
                Files.writeString(key, "no key");
            }
        }
    }

    @Test
    void signsEveryRoleThatIsDueBinsAsWell() throws Exception {
        pass(183);
        assertThat(names(refresh().here()))
                .containsExactlyInAnyOrder("timestamp", "snapshot", "targets", "dev", "bin-0", "bin-1");
        assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
        pass(92);
        assertThat(names(refresh().here())).containsExactlyInAnyOrder("root", "timestamp", "snapshot");
        assertThat(versions()).containsEntry("root", 2L);
        assertThat(sandbox.updatedClient().download("dev/tool")).isEqualTo("tool");
    }

    @Test
    void publishesNothingThatIsStaged() throws Exception {
        sandbox.add("b.txt", "staged");
        pass(2);
        refresh();
        assertThat(sandbox.repository.status().staged()).hasSize(1);
        assertThat(sandbox.updatedClient().find("b.txt")).isEmpty();
        sandbox.publish();
        assertThat(sandbox.updatedClient().download("b.txt")).isEqualTo("staged");
    }

    @Test
    void saysWhatIsDueAndCannotBeSignedHere() throws Exception {
        lose("targets");
        lose("root");
        pass(200);
        Refresh refresh = refresh();
        assertThat(names(refresh.elsewhere())).containsExactly("targets");
        assertThat(names(refresh.here())).contains("timestamp", "dev");
        pass(100);
        assertThat(names(refresh().elsewhere())).containsExactly("root", "targets");
        sandbox.updatedClient();
    }

    @Test
    void signsNothingThatOnlyAMissingTimestampKeyCouldShowToClients() throws Exception {
        lose("timestamp");
        pass(200);
        Refresh refresh = plan();
        assertThat(refresh.plan().isEmpty()).isTrue();
        assertThat(names(refresh.elsewhere())).contains("timestamp", "snapshot", "targets", "dev", "bin-0");
        pass(100);
        assertThat(plan().plan().isEmpty()).isTrue();
        assertThat(names(plan().elsewhere())).contains("root");
    }

    @Test
    void signsTheRootAloneWhileClientsGetThrough() throws Exception {
        pass(270);
        refresh();
        lose("timestamp");
        pass(5);
        Refresh refresh = refresh();
        assertThat(names(refresh.here())).containsExactly("root");
        assertThat(names(refresh.elsewhere())).containsExactly("timestamp");
        assertThat(sandbox.updatedClient().stage().root().version()).isEqualTo(2);
    }

    @Test
    void signsNothingBelowARoleThatHasExpiredForGood() throws Exception {
        sandbox.repository.configure(sandbox.repository
                .settings()
                .withPolicy(Policy.DEFAULT.withDelegatedLifetime("dev", Duration.ofDays(20))));
        sandbox.publish(PlanOptions.DEFAULT.renewing("dev"));
        lose("dev");
        pass(200);
        Refresh refresh = refresh();
        assertThat(names(refresh.elsewhere())).containsExactlyInAnyOrder("dev", "bin-0", "bin-1");
        assertThat(names(refresh.here())).contains("timestamp", "targets");
        assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
    }

    @Test
    void keepsToLifetimesOfDelegatedRolesAndBins() throws Exception {
        sandbox.repository.configure(sandbox.repository
                .settings()
                .withLine("lifetime.dev", "10d")
                .withLine("lifetime.bin-*", "40d")
                .withLine("renew-at.bins", "10%"));
        sandbox.publish(PlanOptions.DEFAULT.renewing("dev").renewing("bin-1"));
        assertThat(sandbox.repository.status().roles())
                .filteredOn(role -> role.name().equals("dev") || role.name().equals("bin-1"))
                .extracting(
                        role -> Duration.between(sandbox.now, role.expires()).toDays())
                .containsExactly(10L, 40L);
        pass(3);
        assertThat(names(refresh().here())).containsExactly("timestamp");
        pass(2);
        assertThat(names(refresh().here())).containsExactlyInAnyOrder("timestamp", "bin-1");
        pass(1);
        assertThat(names(refresh().here())).containsExactlyInAnyOrder("dev");
    }

    @Test
    void byAClockThatWentBackIsRefused() {
        pass(-1);
        assertThatThrownBy(this::plan).isInstanceOf(ClockException.class);
    }
}
