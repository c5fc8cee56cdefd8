package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.repository.Change.BinStyle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Another number of hash bins")
class RebinTest {
    private static final int TARGETS = 40;

    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private void makeBins(BinStyle style, int bits) throws Exception {
        sandbox.repository.stage(new Change.DelegateBins("targets", style, bits, "bin", KeyRequest.of(2, 2)));
        for (int i = 0; i < TARGETS; i++) {
            sandbox.add("file" + i, "content " + i);
        }
        sandbox.publish();
    }

    private static void requireAll(FolderClient client) throws Exception {
        for (int i = 0; i < TARGETS; i++) {
            assertThat(client.download("file" + i)).isEqualTo("content " + i);
        }
        assertThat(client.download("a.txt")).isEqualTo("old");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCINCT, 2, SUCCINCT, 5",
        "SUCCINCT, 5, SUCCINCT, 2",
        "SUCCINCT, 3, PATH_HASH_PREFIXES, 5",
        "PATH_HASH_PREFIXES, 3, SUCCINCT, 1",
        "PATH_HASH_PREFIXES, 1, PATH_HASH_PREFIXES, 6"
    })
    void takesAllTargetsWithItInOnePublication(BinStyle from, int fromBits, BinStyle to, int toBits) throws Exception {
        makeBins(from, fromBits);
        FolderClient returning = sandbox.updatedClient();
        FolderClient inTheMiddle = sandbox.updatedClient();
        sandbox.repository.stage(new Change.Rebin("targets", "bin", to, toBits, "bin2"));
        sandbox.publish();
        requireAll(inTheMiddle); // with the old snapshot, from the old bins
        returning.update(sandbox.now);
        requireAll(returning);
        requireAll(sandbox.updatedClient());
        assertThat(returning.stage().snapshot().meta()).hasSize(1 + (1 << fromBits) + (1 << toBits));
        assertThat(returning.stage().snapshot().meta().keySet()).contains(fromBits > 4 ? "bin-00.json" : "bin-0.json");
        assertThat(sandbox.repository.status().roles()).hasSize(4 + (1 << toBits));
        assertThat(sandbox.repository.binsOf("targets")).contains("bin2-*");
    }

    @Test
    void keepsKeysAndThreshold() throws Exception {
        makeBins(BinStyle.SUCCINCT, 2);
        Status.RoleStatus before = sandbox.repository.status().roles().get(4);
        sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.SUCCINCT, 3, "bin2"));
        PublicationPlan plan = sandbox.publish();
        Status.RoleStatus after = sandbox.repository.status().roles().get(4);
        assertThat(after.keys()).isEqualTo(before.keys()).hasSize(2);
        assertThat(after.threshold()).isEqualTo(2);
        assertThat(plan.steps()).noneMatch(step -> step.path().startsWith("keys/"));
    }

    @Test
    void canBeHadAgainAndAgain() throws Exception {
        makeBins(BinStyle.SUCCINCT, 2);
        FolderClient returning = sandbox.updatedClient();
        String prefix = "bin";
        for (int bits : List.of(3, 1, 4)) {
            String next = sandbox.repository.freeBinPrefix("bin");
            sandbox.repository.stage(new Change.Rebin("targets", prefix, BinStyle.SUCCINCT, bits, next));
            sandbox.publish();
            prefix = next;
        }
        assertThat(prefix).isEqualTo("bin4");
        returning.update(sandbox.now);
        requireAll(returning);
    }

    @Test
    void takesAlongWhatWasStagedForTheOldBins() throws Exception {
        makeBins(BinStyle.SUCCINCT, 2);
        sandbox.add("new", "staged before");
        sandbox.repository.remove("file0");
        sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.SUCCINCT, 4, "bin2"));
        sandbox.add("newer", "staged after");
        sandbox.repository.stage(new Change.Rebin("targets", "bin2", BinStyle.SUCCINCT, 3, "bin3"));
        sandbox.publish();
        FolderClient client = sandbox.updatedClient();
        assertThat(client.download("new")).isEqualTo("staged before");
        assertThat(client.download("newer")).isEqualTo("staged after");
        assertThat(client.download("file1")).isEqualTo("content 1");
        assertThat(client.find("file0")).isEmpty();
    }

    @Test
    void leavesThePriorityOfOtherDelegationsAsItWas() throws Exception {
        makeBins(BinStyle.PATH_HASH_PREFIXES, 1);
        sandbox.repository.stage(Scenario.delegation("late", "*"));
        sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.PATH_HASH_PREFIXES, 2, "bin2"));
        sandbox.publish();
        assertThat(sandbox.repository.status().roles())
                .extracting(Status.RoleStatus::name)
                .endsWith("bin2-0", "bin2-1", "bin2-2", "bin2-3", "late");
    }

    @Test
    void isRefusedWhereThereAreNoBins() {
        assertThatThrownBy(() ->
                        sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.SUCCINCT, 3, "bin2")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("targets: expected a delegation to bin-*, got none");
    }

    @Test
    void isRefusedUnderANameThatWasInUse() throws Exception {
        makeBins(BinStyle.SUCCINCT, 2);
        assertThatThrownBy(
                        () -> sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.SUCCINCT, 2, "bin")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("role name: expected one that was never in use, got \"bin-0\"");
    }

    @Test
    void isRefusedWhenABinDelegatesFurther() throws Exception {
        makeBins(BinStyle.PATH_HASH_PREFIXES, 1);
        sandbox.repository.stage(
                new Change.Delegate("bin-0", "deep", new PathScope.HashPrefixes(List.of("0")), false, KeyRequest.ONE));
        assertThatThrownBy(() -> sandbox.repository.stage(
                        new Change.Rebin("targets", "bin", BinStyle.PATH_HASH_PREFIXES, 2, "bin2")))
                .isInstanceOf(ChangeRefusedException.class)
                .hasMessage("bin-0: expected a hash bin without delegations, got some");
    }

    @Test
    void writesNoFileOfTheOldBins() throws Exception {
        makeBins(BinStyle.SUCCINCT, 2);
        Map<String, String> before = new HashMap<>(Trees.digests(sandbox.published()));
        before.remove("metadata/timestamp.json");
        sandbox.repository.stage(new Change.Rebin("targets", "bin", BinStyle.SUCCINCT, 3, "bin2"));
        sandbox.publish();
        assertThat(Trees.digests(sandbox.published())).containsAllEntriesOf(before);
        assertThat(Files.exists(sandbox.metadata("2.bin-0.json"))).isFalse();
        assertThat(sandbox.updatedClient().find("nothing")).isEqualTo(Optional.empty());
    }
}
