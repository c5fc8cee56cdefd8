package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients ask delegated roles in order, and none after a terminating one that covers the path (TUF 1.0.34 §5.6.7). */
@DisplayName("a delegation before another")
class DelegationOrderTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private static Change.Delegate delegate(String name, boolean terminating, Optional<String> before) {
        return new Change.Delegate(
                "targets",
                name,
                new PathScope.Paths(List.of(new PathPattern("pool/*"))),
                terminating,
                KeyRequest.ONE,
                before);
    }

    private void last(String name) throws Exception {
        sandbox.repository.stage(delegate(name, false, Optional.empty()));
    }

    private void before(String name, String other) throws Exception {
        sandbox.repository.stage(delegate(name, false, Optional.of(other)));
    }

    private List<String> published() throws Exception {
        Targets targets = sandbox.updatedClient()
                .stage()
                .accept(
                        sandbox.updatedClient().stage().topLevel(),
                        Files.readAllBytes(sandbox.metadata(
                                sandbox.updatedClient().meta("targets.json").version() + ".targets.json")));
        return targets.delegations().orElseThrow().roles().stream()
                .map(DelegatedRole::name)
                .toList();
    }

    @Test
    void comesRightBeforeItAndAfterAllOthers() throws Exception {
        last("one");
        last("two");
        sandbox.publish();
        before("between", "two");
        before("first", "one");
        before("later", "first");
        last("end");
        sandbox.publish();
        assertThat(published()).containsExactly("later", "first", "one", "between", "two", "end");
    }

    @Test
    void isAskedBeforeIt() throws Exception {
        last("packages");
        before("team", "packages");
        sandbox.repository.add(sandbox.file("by the team"), "pool/x", AddOptions.DEFAULT.withRole("team"));
        sandbox.repository.add(sandbox.file("by all"), "pool/y", AddOptions.DEFAULT.withRole("packages"));
        sandbox.publish();
        FolderClient client = sandbox.updatedClient();
        assertThat(client.download("pool/x")).isEqualTo("by the team");
        assertThat(client.download("pool/y")).isEqualTo("by all");
        assertThat(sandbox.repository.find("pool/x").orElseThrow().role()).isEqualTo("team");
    }

    @Test
    void takesItsPathsAwayIfItIsTerminating() throws Exception {
        last("packages");
        sandbox.repository.add(sandbox.file("by all"), "pool/y", AddOptions.DEFAULT.withRole("packages"));
        sandbox.publish();
        sandbox.repository.stage(delegate("team", true, Optional.of("packages")));
        sandbox.publish();
        assertThat(sandbox.updatedClient().find("pool/y")).isEmpty();
        assertThatThrownBy(() -> sandbox.repository.add(
                        sandbox.file("again"), "pool/z", AddOptions.DEFAULT.withRole("packages")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role packages: expected one that clients ask for pool/z, got one that they do not");
    }

    @Test
    void isRefusedBeforeARoleThatIsNotThere() throws Exception {
        last("one");
        assertThatThrownBy(() -> before("team", "nobody"))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("targets: expected a delegation to nobody, got none");
        assertThatThrownBy(() -> before("team", "team")).hasMessage("targets: expected a delegation to team, got none");
        assertThat(sandbox.repository.status().staged()).hasSize(1);
    }

    @Test
    void isRefusedBeforeARoleOfAnotherDelegator() throws Exception {
        last("one");
        sandbox.repository.stage(new Change.Delegate(
                "one", "deep", new PathScope.Paths(List.of(new PathPattern("pool/*"))), false, KeyRequest.ONE));
        assertThatThrownBy(() -> before("team", "deep"))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("targets: expected a delegation to deep, got none");
    }

    @Test
    void isRefusedWhereTheOtherHasEndedMeanwhile() throws Exception {
        last("one");
        last("two");
        sandbox.publish();
        sandbox.repository.stage(new Change.RemoveDelegation("targets", "one"));
        assertThatThrownBy(() -> before("team", "one")).hasMessage("targets: expected a delegation to one, got none");
    }

    @Test
    void isRefusedBesideSuccinctBins() throws Exception {
        sandbox.repository.stage(
                new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 2, "bin", KeyRequest.ONE));
        sandbox.publish();
        for (String bin : List.of("bin-*", "bin-0")) {
            assertThatThrownBy(() -> before("team", bin)).isInstanceOf(ChangeRefusedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin-0", "bin-2"})
    void mayComeBeforeOneOfManyBins(String bin) throws Exception {
        sandbox.repository.stage(
                new Change.DelegateBins("targets", Change.BinStyle.PATH_HASH_PREFIXES, 2, "bin", KeyRequest.ONE));
        sandbox.publish();
        assertThatThrownBy(() -> before("team", "bin-*"))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("targets: expected a delegation to bin-*, got none");
        before("team", bin);
        for (int i = 0; i < 8; i++) {
            sandbox.add("other/" + i, "in a bin");
        }
        sandbox.publish();
        sandbox.repository.stage(new Change.Rebin("targets", "bin", Change.BinStyle.PATH_HASH_PREFIXES, 3, "finer"));
        sandbox.publish();
        FolderClient client = sandbox.updatedClient();
        for (int i = 0; i < 8; i++) {
            assertThat(client.download("other/" + i)).isEqualTo("in a bin");
            assertThat(sandbox.repository.find("other/" + i).orElseThrow().role())
                    .startsWith("finer-");
        }
        assertThat(published()).contains("team");
    }

    @Test
    void saysSo() {
        assertThat(delegate("team", true, Optional.of("packages")).describe())
                .isEqualTo("delegate pool/* from targets to team before packages with 1 new ed25519 key, threshold 1");
        assertThat(delegate("team", true, Optional.empty()).describe())
                .isEqualTo("delegate pool/* from targets to team with 1 new ed25519 key, threshold 1");
    }

    @Test
    void isPutThereAgainByWhoeverComesAfterAStop() throws Exception {
        last("one");
        sandbox.publish();
        before("team", "one");
        Sandbox again = Sandbox.open(sandbox.folder);
        again.publish();
        assertThat(published()).containsExactly("team", "one");
    }
}
