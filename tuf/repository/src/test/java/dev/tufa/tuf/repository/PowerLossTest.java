package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails after each change to the disk; what was not synced by then is lost, kept or torn, as it comes. */
@DisplayName("a power failure")
class PowerLossTest {
    /** How much of what was not synced is there nevertheless. */
    private static final List<Double> KEPT = List.of(0.0, 0.5, 1.0);

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {
                "CHANGED_TARGETS",
                "NEW_DELEGATION",
                "ROTATION_OF_EVERYTHING",
                "END_OF_A_DELEGATION",
                "OTHER_BINS",
                "THRESHOLDS"
            })
    void inAPublicationLeavesEveryClientUpdatable(Scenario scenario) throws Exception {
        Path base = temporary.resolve("base");
        Scenario.Begun begun = scenario.beginIn(base);
        Sandbox sandbox = begun.sandbox();
        FolderClient returning = sandbox.updatedClient();
        scenario.stage(sandbox);
        PublicationPlan plan = sandbox.plan();
        PowerLoss disk = PowerLoss.of(base);
        RecordingDisk recording = new RecordingDisk(base);
        Sandbox.carryOut(plan, base, recording);

        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        Set<Map<String, String>> worlds = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : KEPT) {
                Path folder = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(folder, keeps, random);
                if (seen.add(Trees.state(folder))) {
                    FolderClient client = returning.reading(folder.resolve("repository"));
                    client.update(Sandbox.START);
                    worlds.add(Scenario.found(client));
                    FolderClient fresh = FolderClient.fromGenesis(folder.resolve("repository"));
                    fresh.update(Sandbox.START);
                    assertThat(Scenario.found(fresh)).isEqualTo(Scenario.found(client));
                    endAndRequire(scenario, folder, client);
                }
                Trees.delete(folder);
            }
        }
        assertThat(worlds).containsOnly(begun.before(), scenario.after());
    }

    @Test
    void whileTheLeaseOfADeadPublisherIsTakenOverLosesNothing() throws Exception {
        Path base = temporary.resolve("base");
        Scenario scenario = Scenario.CHANGED_TARGETS;
        Scenario.Begun begun = scenario.beginIn(base);
        FolderClient returning = begun.sandbox().updatedClient();
        scenario.stage(begun.sandbox());
        dieInTheMiddle(begun.sandbox().plan(), base);
        int signed = Repository.open(base).signingLog().size();
        PowerLoss disk = PowerLoss.of(base);
        RecordingDisk recording = new RecordingDisk(base);
        assertThat(Repository.open(base, recording).recover()).isEqualTo(Recovery.COMPLETED);
        assertThat(recording.operations())
                .anyMatch(done -> done.toString().matches("Rename\\[from=journal/\\d+-\\S+, to=journal/\\d+-.*"));

        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : KEPT) {
                Path folder = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(folder, keeps, random);
                if (seen.add(Trees.digests(folder))) {
                    FolderClient client = returning.reading(folder.resolve("repository"));
                    client.update(Sandbox.START);
                    assertThat(Scenario.found(client)).isIn(begun.before(), scenario.after());
                    assertThat(Repository.open(folder).signingLog()).hasSize(signed);
                    endAndRequire(scenario, folder, client);
                }
                Trees.delete(folder);
            }
        }
        assertThat(seen.size()).isGreaterThan(20);
    }

    /** After the line that commits, before the first file of the publication. */
    private void dieInTheMiddle(PublicationPlan plan, Path base) throws Exception {
        for (int survives = 0; !new RepositoryFolder(base, new LocalDisk()).isPublishing(); survives++) {
            try {
                Sandbox.carryOut(plan, base, CrashingDisk.after(survives, CrashingDisk.Failure.KILL));
            } catch (CrashingDisk.Killed e) {
                // and once more, one step further
            }
        }
    }

    private static void endAndRequire(Scenario scenario, Path folder, FolderClient client) throws Exception {
        Sandbox next = Sandbox.open(folder);
        next.repository.recover();
        if (!next.repository.status().staged().isEmpty()) {
            next.publish();
        }
        client.update(Sandbox.START);
        assertThat(Scenario.found(client)).isEqualTo(scenario.after());
        assertThat(next.repository.status().staged()).isEmpty();
    }

    @Test
    void whileStagingLeavesAWholeChangeOrNone() throws Exception {
        Path base = temporary.resolve("base");
        Sandbox sandbox = Scenario.begin(base);
        PowerLoss disk = PowerLoss.of(base);
        RecordingDisk recording = new RecordingDisk(base);
        Path file = sandbox.file("staged");
        Repository.open(base, recording).add(file, "b.txt", AddOptions.DEFAULT);

        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : KEPT) {
                Path folder = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(folder, keeps, random);
                if (seen.add(Trees.state(folder))) {
                    Sandbox next = Sandbox.open(folder);
                    boolean isStaged = !next.repository.status().staged().isEmpty();
                    next.publish();
                    FolderClient client = next.updatedClient();
                    assertThat(client.find("b.txt").isPresent()).isEqualTo(isStaged);
                    if (isStaged) {
                        assertThat(client.download("b.txt")).isEqualTo("staged");
                    }
                }
            }
        }
        assertThat(Repository.open(base).status().staged()).hasSize(1);
    }

    @Test
    void wouldShowMetadataThatWasNotSyncedBeforeTheTimestamp() throws Exception {
        Path base = temporary.resolve("base");
        Sandbox sandbox = Scenario.begin(base);
        Scenario.CHANGED_TARGETS.stage(sandbox);
        PublicationPlan plan = sandbox.plan();
        PowerLoss disk = PowerLoss.of(base);
        RecordingDisk recording = new RecordingDisk(base);
        Sandbox.carryOut(plan, base, recording);
        for (RecordingDisk.Operation operation : recording.operations()) {
            if (!operation.toString().startsWith("Sync[path=repository")) { // a publisher that forgets to
                disk.apply(operation);
            }
        }
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < 20; seed++) {
                        Path folder = temporary.resolve("failed-" + seed);
                        disk.materialise(folder, 0.5, new Random(seed));
                        FolderClient.fromGenesis(folder.resolve("repository")).update(Sandbox.START);
                    }
                })
                .isInstanceOf(Exception.class);
    }
}
