package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.signing.source.Surroundings;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything is tried with a failure before each single change to the disk, one after the other. */
class CrashTest {
    @TempDir
    Path temporary;

    private Path base;
    private Map<String, String> before = Map.of("a.txt", "old");
    private int copies;

    @BeforeEach
    void begin() {
        base = temporary.resolve("base");
    }

    private Path copy() throws Exception {
        return Trees.copy(base, temporary.resolve("copy-" + copies++));
    }

    @Nested
    @DisplayName("a publication that stops at any point")
    class Publishing {
        @ParameterizedTest
        @EnumSource(Scenario.class)
        void leavesEveryClientUpdatableAndIsEndedByTheNextRun(Scenario scenario) throws Exception {
            Scenario.Begun begun = scenario.beginIn(base);
            Sandbox sandbox = begun.sandbox();
            before = begun.before();
            FolderClient returning = sandbox.updatedClient();
            scenario.stage(sandbox);
            PublicationPlan plan = sandbox.plan();

            Set<Map<String, String>> seen = new HashSet<>();
            for (Failure failure : List.of(Failure.KILL, Failure.KILL_HALF_WRITTEN)) {
                boolean ended = false;
                for (int survives = 0; !ended; survives++) {
                    Path folder = copy();
                    ended = publish(folder, CrashingDisk.after(survives, failure), plan);
                    if (seen.add(Trees.state(folder))) {
                        FolderClient client = requireUpdatable(scenario, folder, returning);
                        endAndRequire(scenario, folder, client, survives);
                    }
                    Trees.delete(folder);
                }
            }
            assertThat(seen).hasSizeGreaterThan(8);
        }

        private boolean publish(Path folder, Disk disk, PublicationPlan plan) throws Exception {
            try {
                Sandbox.carryOut(plan, folder, disk);
                return true;
            } catch (CrashingDisk.Killed e) {
                return false;
            }
        }

        /** New and returning clients see the old state or the new one, never a mixture and never an error. */
        private FolderClient requireUpdatable(Scenario scenario, Path folder, FolderClient returning) throws Exception {
            FolderClient client = returning.reading(folder.resolve("repository"));
            client.update(Sandbox.START);
            assertThat(Scenario.found(client)).isIn(before, scenario.after());
            FolderClient fresh = FolderClient.fromGenesis(folder.resolve("repository"));
            fresh.update(Sandbox.START);
            assertThat(Scenario.found(fresh)).isEqualTo(Scenario.found(client));
            return client;
        }

        /** The next run, which may be killed as well, ends what was begun; a client that came in between goes on. */
        private void endAndRequire(Scenario scenario, Path folder, FolderClient client, int seed) throws Exception {
            Map<String, String> written = versioned(folder);
            CrashingDisk disk = CrashingDisk.after(seed % 13, Failure.KILL_HALF_WRITTEN);
            try {
                Repository.open(folder, disk).recover();
            } catch (CrashingDisk.Killed e) {
                requireUpdatable(scenario, folder, client);
            }
            Sandbox next = Sandbox.open(folder);
            next.repository.recover();
            Status status = next.repository.status();
            assertThat(status.publication()).isEqualTo(Status.Publication.IDLE);
            if (!status.staged().isEmpty()) {
                next.publish();
                assertThat(next.repository.status().staged()).isEmpty();
            }
            client.update(Sandbox.START);
            assertThat(Scenario.found(client)).isEqualTo(scenario.after());
            assertThat(versioned(folder)).containsAllEntriesOf(written);
            assertThat(next.repository.recover()).isEqualTo(Recovery.NOTHING_TO_DO);
        }

        /** §6.2.1: the files whose content must never change. */
        private Map<String, String> versioned(Path folder) throws Exception {
            Map<String, String> digests = new HashMap<>(Trees.digests(folder.resolve("repository")));
            digests.keySet()
                    .removeIf(path -> path.equals("metadata/timestamp.json")
                            || path.equals("metadata/root.json")
                            || path.endsWith(".tufa.tmp"));
            return digests;
        }
    }

    @Nested
    @DisplayName("a disk that is full at any point")
    class FullDisk {
        @Test
        void leavesEveryClientUpdatableAndThePublicationEndsWhenThereIsSpace() throws Exception {
            Scenario scenario = Scenario.ROTATION_OF_EVERYTHING;
            Sandbox sandbox = Scenario.begin(base);
            FolderClient returning = sandbox.updatedClient();
            scenario.stage(sandbox);
            PublicationPlan plan = sandbox.plan();
            CrashingDisk counting = CrashingDisk.counting();
            Sandbox.carryOut(plan, copy(), counting);

            int failures = 0;
            for (int survives = 0; survives < counting.operations(); survives += 3) {
                Path folder = copy();
                CrashingDisk disk = CrashingDisk.after(survives, Failure.FULL);
                try {
                    Sandbox.carryOut(plan, folder, disk);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("No space left on device");
                    failures++;
                }
                FolderClient client = returning.reading(folder.resolve("repository"));
                client.update(Sandbox.START);
                assertThat(Scenario.found(client)).isIn(before, scenario.after());
                disk.repair();
                Sandbox next = Sandbox.open(folder, disk);
                if (next.repository.recover() == Recovery.NOTHING_TO_DO) {
                    next.publish();
                }
                client.update(Sandbox.START);
                assertThat(Scenario.found(client)).isEqualTo(scenario.after());
                Trees.delete(folder);
            }
            assertThat(failures).isGreaterThan(15);
        }
    }

    @Nested
    @DisplayName("staging that stops at any point")
    class StagingChanges {
        @Test
        void hasTheChangeOrHasItNot() throws Exception {
            Sandbox sandbox = Scenario.begin(base);
            sandbox.add("b.txt", "first");
            Path file = sandbox.file("second");
            List<String> before = staged(sandbox.repository);
            for (Failure failure : List.of(Failure.KILL, Failure.KILL_HALF_WRITTEN)) {
                boolean ended = false;
                for (int survives = 0; !ended; survives++) {
                    Path folder = copy();
                    try {
                        Repository.open(folder, CrashingDisk.after(survives, failure))
                                .add(file, "c.txt", AddOptions.DEFAULT);
                        ended = true;
                    } catch (CrashingDisk.Killed e) {
                        ended = false;
                    }
                    Sandbox next = Sandbox.open(folder);
                    List<String> now = staged(next.repository);
                    assertThat(now).startsWith(before.toArray(new String[0])).hasSizeBetween(1, 2);
                    next.repository.add(file, "c.txt", AddOptions.DEFAULT);
                    next.publish();
                    assertThat(next.updatedClient().download("b.txt")).isEqualTo("first");
                    assertThat(next.updatedClient().download("c.txt")).isEqualTo("second");
                    assertThat(folder.resolve("staged/files")).isEmptyDirectory();
                    Trees.delete(folder);
                }
            }
        }

        private List<String> staged(Repository repository) throws Exception {
            return repository.status().staged().stream().map(Change::describe).toList();
        }
    }

    @Nested
    @DisplayName("making a repository that stops at any point")
    class Making {
        @Test
        void leavesNothingOrARepository() throws Exception {
            KeyRing keys = new RepositoryFolder(base, CrashingDisk.counting())
                    .newKeyRing(Sandbox.passphrase(), Sandbox.FAST, Surroundings.ofProcess());
            PublicationPlan plan = Genesis.plan(Sandbox.FAST, keys, Sandbox.START);
            Set<Map<String, String>> seen = new HashSet<>();
            boolean ended = false;
            for (int survives = 0; !ended; survives++) {
                Path folder = temporary.resolve("made-" + survives);
                ended = init(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN), plan);
                if (seen.add(Files.exists(folder) ? Trees.state(folder) : Map.of())) {
                    Sandbox next = openOrInit(folder);
                    next.add("a.txt", "a");
                    next.publish();
                    assertThat(next.updatedClient().download("a.txt")).isEqualTo("a");
                }
            }
            assertThat(seen).hasSizeGreaterThan(8);
        }

        private boolean init(Path folder, Disk disk, PublicationPlan plan) throws Exception {
            try (LockedFolder locked = new RepositoryFolder(folder, disk).makeDirectoriesAndLock()) {
                locked.publish(plan);
                return true;
            } catch (CrashingDisk.Killed e) {
                return false;
            }
        }

        private Sandbox openOrInit(Path folder) throws Exception {
            try {
                return Sandbox.init(folder);
            } catch (ChangeRefusedException e) {
                assertThat(e).hasMessage(folder + ": expected no repository, got one");
                return Sandbox.open(folder);
            }
        }
    }

    @Test
    void aPublicationThatCannotEndCanBeGivenUp() throws Exception {
        Sandbox sandbox = Scenario.begin(base);
        Scenario.CHANGED_TARGETS.stage(sandbox);
        PublicationPlan plan = sandbox.plan();
        Path folder = copy();
        for (int survives = 0; !new RepositoryFolder(folder, sandbox.disk).isPublishing(); survives++) {
            folder = copy();
            CrashingDisk disk = CrashingDisk.after(survives, Failure.KILL);
            Repository crashing = Repository.open(folder, disk);
            assertThatThrownBy(() -> crashing.publish(plan, Sandbox.START)).isInstanceOf(CrashingDisk.Killed.class);
        }
        Sandbox next = Sandbox.open(folder);
        assertThat(next.repository.abandon()).isEqualTo(Recovery.ABANDONED);
        assertThat(next.repository.status().staged()).hasSize(3);
        assertThat(Scenario.found(next.updatedClient())).isEqualTo(before);
        next.publish();
        assertThat(Scenario.found(next.updatedClient())).isEqualTo(Scenario.CHANGED_TARGETS.after());
    }
}
