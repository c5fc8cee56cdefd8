package dev.tufa.tuf.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.storage.CrashingDisk;
import dev.tufa.tuf.repository.storage.CrashingDisk.Failure;
import dev.tufa.tuf.repository.storage.PowerLoss;
import dev.tufa.tuf.repository.storage.RecordingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Garbage collection")
class GarbageCollectionTest {
    private static final Duration GRACE = Duration.ofDays(2);
    private static final Duration TARGETS_GRACE = Duration.ofDays(30);
    private static final List<String> OF_THE_FIRST_PUBLICATION =
            List.of("repository/metadata/1.snapshot.json", "repository/metadata/1.targets.json");
    private static final AddOptions REPLACING = AddOptions.DEFAULT.withExisting(AddOptions.Existing.REPLACE);

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("repo");
    }

    /** A repository whose index knows what is published. */
    private Sandbox begun() throws Exception {
        return begun(sandbox -> {});
    }

    private Sandbox begun(Preparation preparation) throws Exception {
        Settings settings = Sandbox.FAST.settings().withLifetime(RoleType.TIMESTAMP, Duration.ofDays(1));
        Sandbox sandbox = Sandbox.init(folder, Sandbox.FAST.withSettings(settings));
        preparation.on(sandbox);
        sandbox.add("a.txt", "old");
        sandbox.add("gone.txt", "gone");
        sandbox.publish();
        assertThat(collect(sandbox).removed()).isEmpty();
        return sandbox;
    }

    private static void addBins(Sandbox sandbox) throws Exception {
        sandbox.repository.stage(
                new Change.DelegateBins("targets", Change.BinStyle.SUCCINCT, 1, "bin", KeyRequest.ONE));
    }

    /** A repository in which a target was replaced and another removed, at a time that the index knows. */
    private Sandbox replaced() throws Exception {
        Sandbox sandbox = begun();
        replace(sandbox);
        return sandbox;
    }

    private static void replace(Sandbox sandbox) throws Exception {
        sandbox.now = sandbox.now.plus(Duration.ofHours(1));
        sandbox.repository.add(sandbox.file("new"), "a.txt", REPLACING);
        if (sandbox.repository.find("gone.txt").isPresent()) {
            sandbox.repository.remove("gone.txt");
        }
        sandbox.publish();
    }

    private static Collected collect(Sandbox sandbox) throws Exception {
        return sandbox.repository.collect(CollectOptions.DEFAULT, sandbox.now);
    }

    private static List<String> removed(Collected collected) {
        return collected.removed().stream()
                .map(file -> file.path().replaceAll("[0-9a-f]{64}", "HASH"))
                .toList();
    }

    private boolean exists(String metadata) {
        return Files.exists(folder.resolve("repository/metadata").resolve(metadata));
    }

    @Nested
    @DisplayName("before and after the grace")
    class TheGrace {
        @Test
        void aClientThatPausedIsServedUntilItIsOver() throws Exception {
            Sandbox sandbox = begun(GarbageCollectionTest::addBins);
            FolderClient paused = sandbox.updatedClient(); // which has not yet read a bin
            replace(sandbox);
            sandbox.now = sandbox.now.plus(GRACE).minusSeconds(1);
            assertThat(removed(collect(sandbox))).containsExactlyElementsOf(OF_THE_FIRST_PUBLICATION);
            assertThat(paused.download("a.txt")).isEqualTo("old");
            assertThat(paused.download("gone.txt")).isEqualTo("gone");
        }

        @Test
        void aClientThatPausedLongerGetsAnErrorAndHealsByTryingAgain() throws Exception {
            Sandbox sandbox = begun(GarbageCollectionTest::addBins);
            FolderClient paused = sandbox.updatedClient(); // which has not yet read a bin
            replace(sandbox);
            sandbox.now = sandbox.now.plus(GRACE);
            assertThat(removed(collect(sandbox)))
                    .contains("repository/metadata/2.snapshot.json")
                    .anyMatch(path -> path.matches("repository/metadata/1[.]bin-[01][.]json"));
            assertThatThrownBy(() -> paused.download("a.txt"))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("404: 1[.]bin-[01][.]json");
            sandbox.publish();
            paused.update(sandbox.now);
            assertThat(paused.download("a.txt")).isEqualTo("new");
            assertThat(exists("1.root.json")).isTrue();
        }

        @Test
        void targetFilesStayForTheirOwn() throws Exception {
            Sandbox sandbox = replaced();
            Instant gone = sandbox.now;
            sandbox.now = gone.plus(TARGETS_GRACE).minusSeconds(1);
            assertThat(removed(collect(sandbox))).noneMatch(path -> path.contains("/targets/"));
            sandbox.now = gone.plus(TARGETS_GRACE);
            Collected collected = collect(sandbox);
            assertThat(removed(collected))
                    .containsExactlyInAnyOrder("repository/targets/HASH.a.txt", "repository/targets/HASH.gone.txt");
            assertThat(collected.removed().get(0).since()).isEqualTo(gone);
            assertThat(collected.bytes()).isEqualTo("oldgone".length());
            sandbox.publish();
            assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("new");
            assertThat(collect(sandbox).removed()).isEmpty();
        }

        @Test
        void isAtLeastTwoDaysAndTwoLivesOfATimestamp() {
            CollectOptions none = new CollectOptions(
                    Optional.of(Duration.ZERO), Optional.of(Duration.ZERO), CollectOptions.Mode.REMOVE);
            assertThat(none.graces(Settings.DEFAULT)).isEqualTo(new Graces(Duration.ofDays(14), Duration.ofDays(14)));
            Settings hours = Settings.DEFAULT.withLifetime(RoleType.TIMESTAMP, Duration.ofHours(1));
            assertThat(none.graces(hours)).isEqualTo(new Graces(GRACE, GRACE));
            assertThat(CollectOptions.DEFAULT.graces(hours)).isEqualTo(new Graces(GRACE, TARGETS_GRACE));
            assertThat(CollectOptions.DEFAULT.graces(hours.withLine("gc.grace", "40d")))
                    .isEqualTo(new Graces(Duration.ofDays(40), Duration.ofDays(40)));
        }

        @Test
        void isNotOverAsLongAsATimestampLivesThatLedThere() throws Exception {
            Sandbox sandbox = Sandbox.init(folder); // a week
            sandbox.add("a.txt", "old");
            sandbox.publish();
            collect(sandbox);
            sandbox.repository.configure(
                    sandbox.repository.settings().withLifetime(RoleType.TIMESTAMP, Duration.ofHours(1)));
            replace(sandbox);
            sandbox.now = sandbox.now.plus(Duration.ofDays(6));
            assertThat(collect(sandbox).removed()).isEmpty();
            sandbox.now = sandbox.now.plus(Duration.ofDays(1));
            assertThat(collect(sandbox).removed()).isNotEmpty();
        }

        @Test
        void beginsWithTheFirstLookWhereNobodyLookedOn() throws Exception {
            Sandbox sandbox = replaced();
            Trees.delete(folder.resolve("index"));
            sandbox.now = sandbox.now.plus(Duration.ofDays(100));
            sandbox.publish();
            Collected first = collect(sandbox);
            assertThat(first.removed()).isEmpty();
            assertThat(first.waiting()).isPositive();
            assertThat(first.next()).contains(sandbox.now.plus(GRACE));
            sandbox.now = sandbox.now.plus(GRACE);
            assertThat(removed(collect(sandbox))).contains("repository/metadata/1.targets.json");
        }
    }

    @Test
    void aTargetThatComesBackStays() throws Exception {
        Sandbox sandbox = replaced();
        sandbox.now = sandbox.now.plus(Duration.ofDays(29));
        sandbox.repository.add(sandbox.file("old"), "a.txt", REPLACING);
        sandbox.publish();
        sandbox.now = sandbox.now.plus(Duration.ofDays(29));
        collect(sandbox);
        sandbox.publish();
        assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("old");
    }

    @Test
    void whatAPublicationLeftThatWasGivenUpGoesWhenItsVersionsAreBehind() throws Exception {
        Sandbox sandbox = replaced();
        sandbox.add("b.txt", "never");
        PublicationPlan plan = sandbox.plan();
        CrashingDisk disk = CrashingDisk.after(7, Failure.KILL);
        assertThatThrownBy(() -> Repository.open(folder, disk).publish(plan, sandbox.now))
                .isInstanceOf(CrashingDisk.Killed.class);
        assertThat(exists("4.targets.json")).isTrue();
        sandbox.repository.unstage();
        collect(sandbox);
        sandbox.now = sandbox.now.plus(TARGETS_GRACE);
        Collected collected = collect(sandbox);
        assertThat(removed(collected)).doesNotContain("repository/metadata/4.targets.json");
        assertThat(collected.reserved()).isPositive();
        sandbox.add("c.txt", "c");
        sandbox.publish();
        collect(sandbox);
        sandbox.now = sandbox.now.plus(TARGETS_GRACE);
        assertThat(removed(collect(sandbox))).contains("repository/metadata/3.targets.json");
        assertThat(exists("4.targets.json")).isFalse();
        sandbox.publish();
        assertThat(sandbox.updatedClient().download("c.txt")).isEqualTo("c");
    }

    @Test
    void filesOfOthersStay() throws Exception {
        Sandbox sandbox = replaced();
        Files.writeString(folder.resolve("repository/metadata/robots.txt"), "none of yours");
        Files.writeString(folder.resolve("repository/targets/index.html"), "none of yours");
        collect(sandbox);
        sandbox.now = sandbox.now.plus(Duration.ofDays(100));
        Collected collected = collect(sandbox);
        assertThat(collected.unknown()).isEqualTo(2);
        assertThat(folder.resolve("repository/targets/index.html")).exists();
        assertThat(exists("root.json")).isTrue();
        assertThat(exists("timestamp.json")).isTrue();
    }

    @Test
    void aDryRunRemovesNothing() throws Exception {
        Sandbox sandbox = replaced();
        sandbox.now = sandbox.now.plus(Duration.ofDays(60));
        Map<String, String> before = Trees.digests(folder.resolve("repository"));
        Collected planned =
                sandbox.repository.collect(CollectOptions.DEFAULT.withMode(CollectOptions.Mode.DRY_RUN), sandbox.now);
        assertThat(Trees.digests(folder.resolve("repository"))).isEqualTo(before);
        assertThat(collect(sandbox).removed()).isEqualTo(planned.removed()).isNotEmpty();
    }

    @Test
    void everyRemovalIsWrittenDown() throws Exception {
        Sandbox sandbox = replaced();
        sandbox.now = sandbox.now.plus(Duration.ofDays(60));
        List<String> paths =
                collect(sandbox).removed().stream().map(Collected.Removed::path).toList();
        assertThat(RemovalLog.files(Files.readAllBytes(folder.resolve("journal/removed.log"))))
                .isEqualTo(paths)
                .isNotEmpty();
    }

    @Test
    void doesNotBelieveAnIndexThatSaysTooLittle() throws Exception {
        Sandbox sandbox = replaced();
        String live = "repository/targets/%s.a.txt"
                .formatted(Content.of("new".getBytes(UTF_8)).sha256());
        IndexDump.of(folder);
        try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("index/index.sqlite"));
                Statement statement = index.createStatement()) {
            statement.execute("delete from targets");
            for (String path : List.of(
                    live,
                    "repository/metadata/3.targets.json",
                    "repository/metadata/3.snapshot.json",
                    "repository/metadata/1.root.json")) {
                statement.execute("insert into unnamed values ('%s', 1, 0)".formatted(path));
            }
        }
        sandbox.now = sandbox.now.plus(Duration.ofDays(60));
        assertThat(collect(sandbox).removed())
                .extracting(Collected.Removed::path)
                .doesNotContain(live);
        sandbox.publish();
        assertThat(sandbox.updatedClient().download("a.txt")).isEqualTo("new");
    }

    @Test
    void refusesATimeThatCannotBeRight() throws Exception {
        Sandbox sandbox = replaced();
        assertThatThrownBy(() ->
                        sandbox.repository.collect(CollectOptions.DEFAULT, sandbox.now.plus(Duration.ofDays(5000))))
                .isInstanceOf(ClockException.class);
    }

    @Test
    void waitsForNobodyWhoPublishes() throws Exception {
        Sandbox sandbox = replaced();
        RepositoryFolder other = new RepositoryFolder(folder, sandbox.disk);
        Repository impatient = Repository.open(folder, LeaseOptions.DEFAULT.withPatience(Duration.ZERO));
        try (LockedFolder locked = other.lock()) {
            assertThat(locked.folder()).isSameAs(other);
            assertThatThrownBy(() -> impatient.collect(CollectOptions.DEFAULT, sandbox.now))
                    .isInstanceOf(LockedException.class);
        }
    }

    /** Clients of every age, of which none may ever fail. */
    private static void requireEveryClientUpdates(Path copy, List<FolderClient> clients, Instant now) throws Exception {
        Path published = copy.resolve("repository");
        for (FolderClient client : clients) {
            FolderClient returning = client.reading(published);
            returning.update(now);
            assertThat(returning.download("a.txt")).isEqualTo("new");
        }
        FolderClient fresh = FolderClient.fromGenesis(published);
        fresh.update(now);
        assertThat(fresh.download("a.txt")).isEqualTo("new");
    }

    /** What is published is all there, and roots. */
    private static Map<String, String> named(Path copy) throws Exception {
        Map<String, String> files = new TreeMap<>(Trees.digests(copy.resolve("repository")));
        return files;
    }

    @Test
    void thatStopsAtAnyPointLeavesEveryClientUpdatableAndIsEndedByTheNext() throws Exception {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.add("a.txt", "old");
        sandbox.publish();
        List<FolderClient> clients = List.of(sandbox.client(), sandbox.updatedClient());
        collect(sandbox);
        replace(sandbox);
        sandbox.repository.rotate(RoleType.ROOT, KeyRequest.ONE);
        sandbox.publish();
        IndexDump.of(folder);
        sandbox.now = sandbox.now.plus(Duration.ofDays(31));
        sandbox.publish();
        IndexDump.of(folder);

        Path whole = Trees.copy(folder, temporary.resolve("whole"));
        assertThat(Sandbox.open(whole)
                        .repository
                        .collect(CollectOptions.DEFAULT, sandbox.now)
                        .removed())
                .hasSizeGreaterThan(3);
        Map<String, String> end = named(whole);
        Set<Map<String, String>> seen = new HashSet<>();
        for (Failure failure : List.of(Failure.KILL, Failure.KILL_HALF_WRITTEN)) {
            boolean ended = false;
            for (int survives = 0; !ended; survives++) {
                Path copy = Trees.copy(folder, temporary.resolve(failure + "-" + survives));
                try {
                    Repository.open(copy, CrashingDisk.after(survives, failure))
                            .collect(CollectOptions.DEFAULT, sandbox.now);
                    ended = true;
                } catch (CrashingDisk.Killed e) {
                    ended = false;
                }
                if (seen.add(Trees.digests(copy.resolve("repository"))) || ended) {
                    requireEveryClientUpdates(copy, clients, sandbox.now);
                }
                Sandbox next = Sandbox.open(copy);
                next.repository.collect(CollectOptions.DEFAULT, sandbox.now);
                assertThat(named(copy)).isEqualTo(end);
                Trees.delete(copy);
            }
        }
        assertThat(seen).hasSizeGreaterThan(4);
    }

    @Test
    void inWhichThePowerFailsLeavesEveryClientUpdatable() throws Exception {
        Sandbox sandbox = Sandbox.init(folder);
        sandbox.add("a.txt", "old");
        sandbox.publish();
        List<FolderClient> clients = List.of(sandbox.client(), sandbox.updatedClient());
        collect(sandbox);
        replace(sandbox);
        sandbox.now = sandbox.now.plus(Duration.ofDays(31));
        sandbox.publish();
        IndexDump.of(folder);
        PowerLoss disk = PowerLoss.of(folder);
        RecordingDisk recording = new RecordingDisk(folder);
        Repository.open(folder, recording).collect(CollectOptions.DEFAULT, sandbox.now);
        Map<String, String> end = named(folder);

        Random random = new Random(42);
        Set<Map<String, String>> seen = new HashSet<>();
        for (RecordingDisk.Operation operation : recording.operations()) {
            disk.apply(operation);
            for (double keeps : List.of(0.0, 0.5, 1.0)) {
                Path copy = temporary.resolve("failed-" + random.nextLong());
                disk.materialise(copy, keeps, random);
                if (seen.add(Trees.digests(copy))) {
                    requireEveryClientUpdates(copy, clients, sandbox.now);
                    Sandbox next = Sandbox.open(copy);
                    next.repository.collect(CollectOptions.DEFAULT, sandbox.now);
                    assertThat(named(copy)).isEqualTo(end);
                }
                Trees.delete(copy);
            }
        }
        assertThat(seen).hasSizeGreaterThan(3);
    }

    /** Brings a repository to where a test begins. */
    @FunctionalInterface
    private interface Preparation {
        void on(Sandbox sandbox) throws Exception;
    }
}
