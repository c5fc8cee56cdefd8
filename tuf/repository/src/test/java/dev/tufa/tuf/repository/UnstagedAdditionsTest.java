package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Target files that are added and published at once, by a process that does so again and again. */
class UnstagedAdditionsTest {
    @TempDir
    Path temporary;

    private Sandbox sandbox;

    @BeforeEach
    void begin() throws Exception {
        sandbox = Scenario.begin(temporary.resolve("repo"));
    }

    private void publish(Repository repository, Path file, String path)
            throws RepositoryException, IOException, TrustException {
        try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
            repository.publish(
                    repository.plan(
                            List.of(new Addition(file, path, AddOptions.DEFAULT)),
                            keys,
                            sandbox.now,
                            PlanOptions.DEFAULT),
                    sandbox.now);
        }
    }

    @Test
    void areThereAtOnceAndNothingIsLeftStaged() throws Exception {
        FolderClient client = sandbox.updatedClient();
        for (int i = 0; i < 20; i++) {
            publish(sandbox.repository, sandbox.file("content " + i), "dir/file-" + i);
            client.update(sandbox.now);
            assertThat(client.download("dir/file-" + i)).isEqualTo("content " + i);
        }
        assertThat(client.download("a.txt")).isEqualTo("old");
        assertThat(sandbox.repository.status().staged()).isEmpty();
        assertThat(sandbox.folder.resolve("staged/files")).isEmptyDirectory();
    }

    @Test
    void bringAlongWhatIsStaged() throws Exception {
        sandbox.add("b.txt", "staged");
        publish(sandbox.repository, sandbox.file("unstaged"), "dir/c.txt");
        assertThat(Scenario.found(sandbox.updatedClient()))
                .isEqualTo(Map.of("a.txt", "old", "b.txt", "staged", "dir/c.txt", "unstaged"));
        assertThat(sandbox.repository.status().staged()).isEmpty();
    }

    @Test
    void thatAreRefusedLeaveEverythingAsItWas() throws Exception {
        Path file = sandbox.file("other");
        assertThatThrownBy(() -> publish(sandbox.repository, file, "a.txt")).isInstanceOf(ChangeRefusedException.class);
        assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
        assertThat(sandbox.plan().steps()).allMatch(step -> step instanceof PublicationStep.Discard);
    }

    @Test
    void ofTwoObjectsOnOneFolderSeeEachOther() throws Exception {
        Repository other = Sandbox.open(sandbox.folder).repository;
        FolderClient client = sandbox.updatedClient();
        for (int i = 0; i < 5; i++) {
            publish(sandbox.repository, sandbox.file("one"), "one-" + i);
            publish(other, sandbox.file("two"), "two-" + i);
        }
        sandbox.repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
        sandbox.publish();
        publish(other, sandbox.file("two"), "two-last");
        client.update(sandbox.now);
        assertThat(client.download("one-4")).isEqualTo("one");
        assertThat(client.download("two-last")).isEqualTo("two");
    }

    @Test
    void areThereOrNotWhenTheProcessIsKilledAtAnyPoint() throws Exception {
        FolderClient returning = sandbox.updatedClient();
        Path file = sandbox.file("new");
        int killed = 0;
        boolean ended = false;
        for (int survives = 0; !ended; survives++) {
            Path folder = Trees.copy(sandbox.folder, temporary.resolve("copy-" + survives));
            try {
                publish(
                        Repository.open(folder, CrashingDisk.after(survives, Failure.KILL_HALF_WRITTEN)),
                        file,
                        "b.txt");
                ended = true;
            } catch (CrashingDisk.Killed e) {
                killed++;
            }
            FolderClient client = returning.reading(folder.resolve("repository"));
            client.update(sandbox.now);
            assertThat(Scenario.found(client)).isIn(Map.of("a.txt", "old"), Map.of("a.txt", "old", "b.txt", "new"));
            Sandbox next = Sandbox.open(folder);
            publish(next.repository, file, "b.txt");
            client.update(sandbox.now);
            assertThat(client.download("b.txt")).isEqualTo("new");
            assertThat(folder.resolve("staged/files")).isEmptyDirectory();
            Trees.delete(folder);
        }
        assertThat(killed).isGreaterThan(10);
    }

    @Test
    void areThereOrNotWhenThePowerFailsAtAnyPoint() throws Exception {
        FolderClient returning = sandbox.updatedClient();
        Path file = sandbox.file("new");
        PowerLoss disk = PowerLoss.of(sandbox.folder);
        RecordingDisk recording = new RecordingDisk(sandbox.folder);
        publish(Repository.open(sandbox.folder, recording), file, "b.txt");
        Random random = new Random(7);
        Set<Map<String, String>> worlds = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : List.of(0.0, 0.5, 1.0)) {
                Path folder = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(folder, keeps, random);
                FolderClient client = returning.reading(folder.resolve("repository"));
                client.update(sandbox.now);
                worlds.add(Scenario.found(client));
                Sandbox next = Sandbox.open(folder);
                publish(next.repository, file, "b.txt");
                client.update(sandbox.now);
                assertThat(client.download("b.txt")).isEqualTo("new");
                Trees.delete(folder);
            }
        }
        assertThat(worlds).containsExactlyInAnyOrder(Map.of("a.txt", "old"), Map.of("a.txt", "old", "b.txt", "new"));
        assertThat(Files.exists(file)).isTrue();
    }
}
