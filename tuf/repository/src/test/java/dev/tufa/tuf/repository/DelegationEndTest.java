package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.Timestamp;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("TUF §5.5.5 the end of a delegation")
class DelegationEndTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
        Scenario.NEW_DELEGATION.stage(sandbox);
        sandbox.publish();
    }

    @Test
    void leavesATombstoneSoThatAReturningClientGoesOn() throws Exception {
        FolderClient returning = sandbox.updatedClient();
        MetaFile before = returning.meta("dev.json");
        sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
        sandbox.publish();
        returning.update(sandbox.now);
        assertThat(returning.meta("dev.json")).isEqualTo(before);
        assertThat(returning.find("dev/tool")).isEmpty();
        sandbox.add("z.txt", "later");
        sandbox.publish();
        returning.update(sandbox.now);
        assertThat(returning.meta("dev.json")).isEqualTo(before);
        assertThat(returning.download("z.txt")).isEqualTo("later");
    }

    @Test
    void wouldShutReturningClientsOutWithoutTheTombstone() throws Exception {
        ClientUpdate live = new RepositoryFolder(sandbox.folder, sandbox.disk).live();
        Map<String, MetaFile> meta = new TreeMap<>(live.stage().snapshot().meta());
        meta.remove("dev.json");
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            RoleSigning signing = new RoleSigning(keys, DocumentSigner.WITHOUT_RULE);
            Snapshot old = live.stage().snapshot();
            Header next = Header.of(old.version() + 1, old.expires());
            Content snapshot =
                    signing.sign(new Snapshot(next, meta), List.of(live.authority(RoleType.SNAPSHOT)), Set.of());
            Header header = Header.of(live.timestamp().version() + 1, old.expires());
            Content timestamp = signing.sign(
                    new Timestamp(header, MetaFile.of(next.version())),
                    List.of(live.authority(RoleType.TIMESTAMP)),
                    Set.of());
            PublicationPlan plan = new PublicationPlan(
                    sandbox.now,
                    new PublicationPlan.Base("", 1, List.of(), ""),
                    List.of(
                            new PublicationStep.Create(Layout.versioned(next.version(), "snapshot"), snapshot),
                            new PublicationStep.Replace(Layout.TIMESTAMP, timestamp)),
                    new PublicationPlan.Claims(List.of(), Map.of(), Optional.empty()));
            SelfCheck check =
                    new SelfCheck(new RepositoryFolder(sandbox.folder, sandbox.disk).metadata(), 1, sandbox.now);
            assertThatThrownBy(() -> check.require(plan, Optional.of(live)))
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("dev.json");
        }
    }

    @Test
    void usesTheNameUpForEver() throws Exception {
        sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
        sandbox.publish();
        sandbox.add("z.txt", "later");
        sandbox.publish();
        assertThatThrownBy(() -> sandbox.repository.stage(Scenario.delegation("dev", "dev/*")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role name: expected one that was never in use, got \"dev\"");
    }

    @Test
    void saysBeforeWhatClientsWillNotFindAnyMore() throws Exception {
        sandbox.repository.stage(Scenario.delegation("late", "dev/*"));
        Change.RemoveDelegation removal = new Change.RemoveDelegation("targets", "dev");
        sandbox.repository.add(sandbox.file("two"), "dev/two", AddOptions.DEFAULT.withRole("dev"));
        sandbox.repository.add(sandbox.file("in late"), "dev/late", AddOptions.DEFAULT.withRole("late"));
        assertThat(sandbox.repository.lostBy(removal)).containsExactly("dev/tool", "dev/two");
        assertThat(sandbox.repository.status().staged()).hasSize(3);
        sandbox.publish();
        assertThat(sandbox.updatedClient().download("dev/two")).isEqualTo("two");
    }

    @Test
    void saysWhatRolesFurtherDownLose() throws Exception {
        sandbox.repository.stage(new Change.Delegate(
                "dev", "deep", Scenario.delegation("x", "dev/d*").scope(), false, KeyRequest.ONE));
        sandbox.repository.add(sandbox.file("deep"), "dev/deep", AddOptions.DEFAULT.withRole("deep"));
        sandbox.publish();
        assertThat(sandbox.repository.lostBy(new Change.RemoveDelegation("targets", "dev")))
                .containsExactly("dev/deep", "dev/tool");
        FolderClient returning = sandbox.updatedClient();
        sandbox.repository.stage(new Change.RemoveDelegation("targets", "dev"));
        sandbox.publish();
        returning.update(sandbox.now);
        assertThat(returning.stage().snapshot().meta()).containsKeys("dev.json", "deep.json");
    }

    @ParameterizedTest
    @EnumSource(Change.BinStyle.class)
    void endsBinsAsAWhole(Change.BinStyle style) throws Exception {
        Sandbox other = Scenario.begin(temporary.resolve("other"));
        other.repository.stage(new Change.DelegateBins("targets", style, 3, "bin", KeyRequest.ONE));
        other.add("b.txt", "binned");
        other.publish();
        FolderClient returning = other.updatedClient();
        assertThat(other.repository.binsOf("targets")).contains("bin-*");
        assertThat(other.repository.delegatorOf("bin-*")).isEqualTo("targets");
        assertThat(other.repository.lostBy(new Change.RemoveDelegation("targets", "bin-*")))
                .containsExactly("b.txt");
        other.repository.stage(new Change.RemoveDelegation("targets", "bin-*"));
        other.publish();
        returning.update(other.now);
        assertThat(returning.find("b.txt")).isEmpty();
        assertThat(returning.download("a.txt")).isEqualTo("old");
        assertThat(returning.stage().snapshot().meta()).hasSize(9);
        assertThat(other.repository.status().roles()).hasSize(4);
        assertThat(other.repository.binsOf("targets")).isEmpty();
        assertThat(other.repository.freeBinPrefix("bin")).isEqualTo("bin2");
        other.repository.stage(Scenario.delegation("dev", "*"));
        other.publish();
    }

    @Test
    void ofBinsThatAreNotThereIsRefused() {
        assertThatThrownBy(() -> sandbox.repository.stage(new Change.RemoveDelegation("targets", "bin-*")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("targets: expected a delegation to bin-*, got none");
        assertThatThrownBy(() -> sandbox.repository.delegatorOf("bin-*"))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role: expected hash bins that are delegated to, got \"bin-*\"");
    }
}
