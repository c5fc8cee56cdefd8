package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of everything that can be done to a repository, in any order, with crashes; clients come when they like. */
@DisplayName("whatever happens to a repository")
class RandomHistoryTest {
    private static final int STEPS = 30;

    @TempDir
    Path temporary;

    private Random random = new Random();
    private Map<String, String> published = new HashMap<>();
    private Map<String, String> staged = new HashMap<>();
    private int delegations;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyClientCanAlwaysUpdate(long seed) throws Exception {
        random = new Random(seed);
        Sandbox sandbox = Sandbox.init(temporary.resolve("repo"));
        List<FolderClient> clients = new ArrayList<>(List.of(sandbox.client()));
        for (int step = 0; step < STEPS; step++) {
            sandbox.now = sandbox.now.plus(Duration.ofMinutes(random.nextInt(600)));
            change(sandbox);
            if (random.nextInt(3) == 0) {
                publish(sandbox);
            }
            if (random.nextInt(8) == 0) {
                clients.add(sandbox.client());
            }
            for (FolderClient client : clients) {
                if (random.nextInt(4) == 0) {
                    requireUpToDate(client, sandbox);
                }
            }
        }
        sandbox.publish();
        published = Map.copyOf(staged);
        for (FolderClient client : clients) {
            requireUpToDate(client, sandbox);
        }
    }

    private void requireUpToDate(FolderClient client, Sandbox sandbox) throws Exception {
        client.update(sandbox.now);
        for (Map.Entry<String, String> target : published.entrySet()) {
            assertThat(client.download(target.getKey())).isEqualTo(target.getValue());
        }
        for (String path : staged.keySet()) {
            assertThat(client.find(path).isPresent()).isEqualTo(published.containsKey(path));
        }
    }

    private void change(Sandbox sandbox) throws Exception {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                String path = (random.nextBoolean() ? "d/" : "") + "file" + random.nextInt(6);
                String content = "content " + random.nextInt(3);
                sandbox.repository.add(
                        sandbox.file(content), path, AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE));
                staged.put(path, content);
            }
            case 3 -> {
                if (!staged.isEmpty()) {
                    String path = List.copyOf(staged.keySet()).get(random.nextInt(staged.size()));
                    sandbox.repository.remove(path);
                    staged.remove(path);
                }
            }
            case 4 -> {
                String name = "role" + delegations++;
                sandbox.repository.stage(Scenario.delegation(name, name + "/*"));
                String path = name + "/x";
                sandbox.repository.add(sandbox.file(name), path, AddOptions.DEFAULT.withRole(name));
                staged.put(path, name);
            }
            case 5, 6 -> {
                RoleType role = Settings.ROLES.get(random.nextInt(4));
                int keys = 1 + random.nextInt(3);
                try {
                    sandbox.repository.rotate(role, KeyRequest.of(keys, 1 + random.nextInt(keys)));
                } catch (ChangeRefusedException e) {
                    assertThat(e).hasMessageContaining("expected one of " + role.text() + " in a publication, got two");
                }
            }
            default -> {
                sandbox.repository.unstage();
                staged = new HashMap<>(published);
            }
        }
    }

    /** Publishes, or is killed in the middle of it: then nothing has happened yet, or everything. */
    private void publish(Sandbox sandbox) throws Exception {
        PublicationPlan plan = sandbox.plan();
        if (random.nextInt(2) == 0) {
            CrashingDisk disk = CrashingDisk.after(random.nextInt(60), Failure.KILL_HALF_WRITTEN);
            try {
                Repository.open(sandbox.folder, disk).publish(plan, sandbox.now);
            } catch (CrashingDisk.Killed e) {
                FolderClient client = sandbox.updatedClient();
                assertThat(client.stage().root().version()).isPositive();
                sandbox.repository.recover();
                if (!sandbox.repository.status().staged().isEmpty()) {
                    return;
                }
            }
        } else {
            sandbox.repository.publish(plan, sandbox.now);
        }
        published = Map.copyOf(staged);
    }
}
