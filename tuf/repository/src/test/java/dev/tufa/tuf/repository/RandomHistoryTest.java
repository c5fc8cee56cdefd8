package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
        for (String parent : List.of("rest", "bins")) { // succinct bins stand alone
            String pattern = parent.equals("rest") ? "role*/*" : "d/*";
            sandbox.repository.stage(Scenario.delegation(parent, pattern));
        }
        sandbox.publish();
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
            if (step % 3 == 1) {
                IndexDump.of(sandbox.folder);
            }
            if (step % 10 == 9) {
                IndexDump.requireEqualToARebuild(sandbox.folder);
            }
            for (FolderClient client : clients) {
                if (random.nextInt(4) == 0) {
                    requireUpToDate(client, sandbox);
                }
            }
        }
        sandbox.publish();
        published = Map.copyOf(staged);
        IndexDump.requireEqualToARebuild(sandbox.folder);
        for (int days : List.of(0, 40)) {
            sandbox.now = sandbox.now.plus(Duration.ofDays(days));
            sandbox.publish();
            Collected collected = sandbox.repository.collect(CollectOptions.DEFAULT, sandbox.now);
            assertThat(collected.removed().isEmpty()).isEqualTo(days == 0);
            for (FolderClient client : clients) {
                requireUpToDate(client, sandbox);
            }
        }
        IndexDump.requireEqualToARebuild(sandbox.folder);
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
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                String path = (random.nextBoolean() ? "d/" : "") + "file" + random.nextInt(6);
                String content = "content " + random.nextInt(3);
                AddOptions options = AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE);
                sandbox.repository.add(sandbox.file(content), path, inBins(sandbox, path, options));
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
                Change.Delegate delegate = Scenario.delegation(name, name + "/*");
                sandbox.repository.stage(
                        new Change.Delegate("rest", name, delegate.scope(), delegate.terminating(), delegate.keys()));
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
            case 7 -> changeADelegation(sandbox);
            case 8 -> changeBins(sandbox);
            case 9 -> {
                Status.RoleStatus role = sandbox.repository.status().roles().get(random.nextInt(4));
                int threshold = 1 + random.nextInt(3);
                stageOrRefuse(sandbox, new Change.SetThreshold("root", role.name(), threshold));
            }
            default -> {
                if (random.nextInt(3) > 0) {
                    return;
                }
                sandbox.repository.unstage();
                staged = new HashMap<>(published);
            }
        }
    }

    /** Targets in d/ belong to the bins as soon as there are any, unless they have been in targets before. */
    private AddOptions inBins(Sandbox sandbox, String path, AddOptions options) throws Exception {
        boolean isNew = !staged.containsKey(path) && !published.containsKey(path);
        if (!path.startsWith("d/") || !isNew) {
            return options;
        }
        String role = sandbox.repository.binsOf("bins").orElse("bins");
        Optional<BinGroup> bins = BinGroup.named(role);
        if (bins.isEmpty()) {
            return options.withRole(role);
        }
        RepositoryFolder folder = new RepositoryFolder(sandbox.folder, sandbox.disk);
        try (LockedFolder locked = folder.lock()) {
            Set<String> visited = new LinkedHashSet<>();
            assertThat(locked.edits().find(path, visited)).isEmpty();
            return options.withRole(visited.stream()
                    .filter(name -> name.startsWith(bins.get().namePrefix() + "-"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void changeADelegation(Sandbox sandbox) throws Exception {
        if (delegations == 0) {
            return;
        }
        String name = "role" + random.nextInt(delegations);
        switch (random.nextInt(3)) {
            case 0 -> {
                Change removal = new Change.RemoveDelegation("rest", name);
                if (stageOrRefuse(sandbox, removal)) {
                    staged.keySet().removeIf(path -> path.startsWith(name + "/"));
                }
            }
            case 1 -> {
                int keys = 1 + random.nextInt(3);
                KeyRequest request = KeyRequest.of(keys, 1 + random.nextInt(keys));
                stageOrRefuse(sandbox, new Change.ReplaceKeys("rest", name, request));
            }
            default -> stageOrRefuse(sandbox, new Change.SetThreshold("rest", name, 1 + random.nextInt(2)));
        }
    }

    private void changeBins(Sandbox sandbox) throws Exception {
        int bits = 1 + random.nextInt(3);
        Change.BinStyle style = random.nextBoolean() ? Change.BinStyle.SUCCINCT : Change.BinStyle.PATH_HASH_PREFIXES;
        String prefix = sandbox.repository.freeBinPrefix("bin");
        Optional<String> bins = sandbox.repository.binsOf("bins");
        if (bins.isEmpty()) {
            stageOrRefuse(sandbox, new Change.DelegateBins("bins", style, bits, prefix, KeyRequest.of(2, 1)));
        } else if (random.nextInt(5) == 0) {
            Change removal = new Change.RemoveDelegation("bins", bins.get());
            List<String> lost = sandbox.repository.lostBy(removal);
            sandbox.repository.stage(removal);
            staged.keySet().removeAll(lost);
        } else if (random.nextBoolean()) {
            String old = BinGroup.named(bins.get()).orElseThrow().namePrefix();
            stageOrRefuse(sandbox, new Change.Rebin("bins", old, style, bits, prefix));
        } else {
            stageOrRefuse(sandbox, new Change.ReplaceKeys("bins", bins.get(), KeyRequest.of(2, 1)));
        }
    }

    /** Whether it was possible; a history may ask for what is not there any more. */
    private static boolean stageOrRefuse(Sandbox sandbox, Change change) throws Exception {
        try {
            sandbox.repository.stage(change);
            return true;
        } catch (ChangeRefusedException e) {
            assertThat(e).hasMessageContaining("expected");
            return false;
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
