package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.interop.PythonClients;
import dev.tufa.tuf.repository.interop.PythonClients.Client;
import dev.tufa.tuf.repository.model.History;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every publication is stopped after each change to the disk, by the end of its process or by a power failure; clients of
 * python-tuf that have nothing but a root, any root, and one that has been there before, update from what is left, and once more
 * when the publication has been brought to its end.
 */
@Tag("interop")
@DisplayName("python-tuf")
class PythonPrefixTest {
    /** Every so many changes, the power fails as well. */
    private static final int BETWEEN_POWER_FAILURES = 5;

    @TempDir
    static Path shared;

    private static PythonClients clients;

    @TempDir
    Path temporary;

    private final Random random = new Random(42);
    private List<Client> starts = List.of();
    private List<String> paths = List.of();
    private Map<String, String> before = Map.of();
    private int memories;
    private int worlds;

    @BeforeAll
    static void start() throws Exception {
        clients = PythonClients.start(shared);
    }

    @AfterAll
    static void stop() throws Exception {
        System.out.printf("python-tuf: %d updates%n", clients.updates());
        clients.close();
    }

    @BeforeEach
    void begin() {
        paths = List.of("a.txt", "b.txt", "dir/c.txt", "dev/tool");
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void updatesWhereverAPublicationOfAnyKindStops(Scenario scenario) throws Exception {
        Scenario.Begun begun = scenario.beginIn(temporary.resolve("base"));
        requireUpdates(begun.sandbox(), begun.before(), scenario::stage, PlanOptions.DEFAULT, scenario.after());
    }

    @Test
    void updatesWhereverAReplacementOfATargetStops() throws Exception {
        requireUpdates(
                Scenario.begin(temporary.resolve("base")),
                Map.of("a.txt", "old"),
                sandbox -> sandbox.repository.add(
                        sandbox.file("new"), "a.txt", AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE)),
                PlanOptions.DEFAULT,
                Map.of("a.txt", "new"));
    }

    @ParameterizedTest
    @EnumSource(
            value = RoleType.class,
            names = {"TIMESTAMP", "SNAPSHOT", "TARGETS"})
    void updatesWhereverARotationStops(RoleType role) throws Exception {
        requireUpdates(
                Scenario.begin(temporary.resolve("base")),
                Map.of("a.txt", "old"),
                sandbox -> sandbox.repository.rotate(role, KeyRequest.of(2, 2)),
                PlanOptions.DEFAULT,
                Map.of("a.txt", "old"));
    }

    @Test
    void updatesWhereverARenewalOfEveryRoleStops() throws Exception {
        requireUpdates(
                Scenario.begin(temporary.resolve("base")),
                Map.of("a.txt", "old"),
                sandbox -> {},
                PlanOptions.DEFAULT.renewing("root").renewing("targets"),
                Map.of("a.txt", "old"));
    }

    @Test
    void updatesFromAnImportThatEndedAndFromNoneThatDidNot() throws Exception {
        Sandbox source = Scenario.begin(temporary.resolve("source"));
        source.repository.rotate(RoleType.ROOT, KeyRequest.of(3, 1));
        source.publish();
        before = Map.of("a.txt", "old");
        begin(source);
        Path adopted = Files.createDirectory(temporary.resolve("adopted"));
        PowerLoss disk = PowerLoss.of(adopted);
        RecordingDisk recording = new RecordingDisk(adopted);
        Repository.adopt(
                source.published(),
                adopted,
                AdoptOptions.DEFAULT.withArtifacts(AdoptOptions.Artifacts.COPIED),
                Sandbox.START,
                recording);
        Set<Map<String, String>> seen = new HashSet<>();
        int healed = 0;
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            Path left = temporary.resolve("left-" + worlds++);
            disk.kill(left);
            if (Files.exists(left.resolve("repository")) && seen.add(visible(left))) {
                for (Client start : starts) {
                    Client client = copy(start);
                    try {
                        assertThat(clients.update(client, left.resolve("repository"), paths))
                                .isEqualTo(before);
                    } catch (PythonClients.UpdateFailedException e) {
                        healed++;
                    }
                    assertThat(clients.update(client, adopted.resolve("repository"), paths))
                            .isEqualTo(before);
                }
            }
            Trees.delete(left);
        }
        assertThat(healed).isPositive();
    }

    /** What the model of a client finds wrong, this one fails on as well. */
    @ParameterizedTest
    @EnumSource(
            value = RuleBreaker.class,
            names = {
                "TIMESTAMP_BEFORE_THE_FILES_IT_NAMES",
                "DELEGATED_ROLE_AFTER_THE_TIMESTAMP",
                "TIMESTAMP_WRITTEN_IN_PLACE",
                "NO_TOMBSTONE_OF_A_DELEGATION",
                "NEW_ONLINE_KEYS_BEFORE_THE_ROOT",
                "NEW_ONLINE_KEYS_AFTER_THE_ROOT",
                "ROOT_WITHOUT_SIGNATURES_OF_THE_ONE_BEFORE",
                "DELEGATION_TO_NEW_KEYS_WITHOUT_THEIR_SIGNATURES"
            })
    void failsWhereARuleIsBroken(RuleBreaker breaker) throws Exception {
        Recorded recorded = Recorded.begin(temporary.resolve("base"));
        before = Map.of("a.txt", "old", "dev/tool", "tool");
        paths = List.of("a.txt", "dev/tool", "ops/none");
        Path root = Files.copy(recorded.sandbox.metadata("1.root.json"), temporary.resolve("1.root.json"));
        Client returning = new Client(temporary.resolve("returning"), root);
        assertThat(clients.update(returning, recorded.sandbox.published(), paths))
                .isEqualTo(before);
        int good = recorded.history().last();
        History history = breaker.publish(recorded);
        Set<String> failures = new HashSet<>();
        for (int moment = good; moment <= history.last(); moment++) {
            Path left = history.write(moment, temporary.resolve("moment-" + moment));
            for (Client start : List.of(returning, new Client(temporary.resolve("fresh"), root))) {
                try {
                    clients.update(copy(start), left, paths);
                } catch (PythonClients.UpdateFailedException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
            if (moment == good) {
                assertThat(failures).isEmpty();
            }
        }
        assertThat(failures).isNotEmpty();
    }

    private void requireUpdates(
            Sandbox sandbox,
            Map<String, String> published,
            Staging staging,
            PlanOptions options,
            Map<String, String> after)
            throws Exception {
        before = published;
        sandbox.repository.rotate(RoleType.ROOT, KeyRequest.of(3, 1));
        sandbox.publish();
        begin(sandbox);
        staging.stage(sandbox);
        PublicationPlan plan = sandbox.plan(options);
        Path old = Trees.copy(sandbox.published(), temporary.resolve("old"));
        PowerLoss disk = PowerLoss.of(sandbox.folder);
        RecordingDisk recording = new RecordingDisk(sandbox.folder);
        Repository.open(sandbox.folder, recording).publish(plan, sandbox.now);

        Set<Map<String, String>> seen = new HashSet<>();
        int changes = 0;
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            Path killed = temporary.resolve("killed-" + worlds++);
            disk.kill(killed);
            if (seen.add(visible(killed))) {
                requireUpdates(killed.resolve("repository"), old, sandbox.published(), after);
            }
            Trees.delete(killed);
            if (changes++ % BETWEEN_POWER_FAILURES == 0) {
                Path failed = temporary.resolve("failed-" + worlds++);
                disk.materialise(failed, random.nextDouble(), random);
                requireUpdatesAfterRecovery(failed, after);
                Trees.delete(failed);
            }
        }
        assertThat(seen).hasSizeGreaterThan(1);
    }

    /** What is left is good for every client, and what becomes of it as well, also for one that comes in between. */
    private void requireUpdates(Path left, Path old, Path complete, Map<String, String> after) throws Exception {
        for (Client start : starts) {
            Client client = copy(start);
            assertThat(clients.update(client, left, paths)).isIn(before, after);
            assertThat(clients.update(client, complete, paths)).isEqualTo(after);
            Client slow = copy(start);
            assertThat(clients.update(slow, old, random.nextInt(6), left, paths))
                    .isIn(before, after);
            assertThat(clients.update(slow, left, random.nextInt(6), complete, paths))
                    .isIn(before, after);
        }
    }

    private void requireUpdatesAfterRecovery(Path failed, Map<String, String> after) throws Exception {
        List<Client> met = new ArrayList<>();
        for (Client start : starts) {
            Client client = copy(start);
            assertThat(clients.update(client, failed.resolve("repository"), paths))
                    .isIn(before, after);
            met.add(client);
        }
        Sandbox next = Sandbox.open(failed);
        next.repository.recover();
        if (!next.repository.status().staged().isEmpty()) {
            next.publish();
        }
        for (Client client : met) {
            assertThat(clients.update(client, next.published(), paths)).isEqualTo(after);
        }
    }

    /** Clients that begin with each root, and one that has what is published now. */
    private void begin(Sandbox sandbox) throws Exception {
        starts = new ArrayList<>();
        for (int version = 1; Files.exists(sandbox.metadata(version + ".root.json")); version++) {
            Path root = Files.copy(sandbox.metadata(version + ".root.json"), temporary.resolve(version + ".root.json"));
            starts.add(new Client(temporary.resolve("fresh-" + version), root));
        }
        assertThat(starts).hasSizeGreaterThan(1);
        Client returning =
                new Client(temporary.resolve("returning"), starts.get(0).root());
        assertThat(clients.update(returning, sandbox.published(), paths)).isEqualTo(before);
        starts.add(returning);
    }

    /** The same client once more, with a memory of its own. */
    private Client copy(Client client) throws Exception {
        Path memory = temporary.resolve("memory-" + memories++);
        if (Files.exists(client.memory())) {
            Path history = Files.createDirectories(memory.resolve("root_history"));
            for (Path file : files(client.memory().resolve("root_history"))) {
                Files.copy(file, history.resolve(file.getFileName()));
            }
            for (Path file :
                    files(client.memory())) { // but for the link that names the newest root, which it makes anew
                if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
                    Files.copy(file, memory.resolve(file.getFileName()));
                }
            }
        }
        return new Client(memory, client.root());
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What clients could see, by path. */
    private static Map<String, String> visible(Path folder) throws Exception {
        Map<String, String> visible = new TreeMap<>(Trees.digests(folder.resolve("repository")));
        visible.keySet().removeIf(path -> path.endsWith(".tmp") || path.equals("metadata/root.json"));
        return visible;
    }

    @FunctionalInterface
    private interface Staging {
        void stage(Sandbox sandbox) throws Exception;
    }
}
