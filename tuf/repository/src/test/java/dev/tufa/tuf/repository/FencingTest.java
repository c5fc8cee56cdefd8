package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import dev.tufa.tuf.repository.storage.StoppingDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody is stopped before each single call to the disk, reading ones as well; somebody else takes over and publishes; then the
 * first one goes on to its end.
 */
@DisplayName("a holder of the lease that is stopped for too long")
class FencingTest {
    private static final LeaseOptions FIRST =
            LeaseOptions.DEFAULT.withPurpose("the first one").withClock(Clock.fixed(Sandbox.START, ZoneOffset.UTC));

    /** By its clock, the other lease has expired. */
    private static final LeaseOptions SECOND = LeaseOptions.DEFAULT
            .withPurpose("the second one")
            .withLength(Duration.ofMillis(100))
            .withPatience(Duration.ofSeconds(1))
            .withClock(Clock.fixed(Sandbox.START.plusSeconds(61), ZoneOffset.UTC));

    @TempDir
    Path temporary;

    private int copies;

    /** What is stopped. Each begins with something staged, and knows that from before. */
    enum Work {
        PUBLISH(9) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.publish(plan, Sandbox.START);
            }
        },
        PLAN(17) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
                    repository.plan(keys, Sandbox.START, PlanOptions.DEFAULT);
                }
            }
        },
        ADD(9) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.add(file, "other.txt", AddOptions.DEFAULT);
            }
        },
        UNSTAGE(9) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.unstage();
            }
        },
        REMOVE(9) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.remove("b.txt");
            }
        },
        ROTATE(9) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.rotate(RoleType.TIMESTAMP, KeyRequest.ONE);
            }
        },
        CONFIGURE(4) {
            @Override
            void run(Repository repository, PublicationPlan plan, Path file) throws Exception {
                repository.configure(repository.settings().withKeyIterations(1001));
            }
        };

        /** In a short run, this many calls are passed over. */
        private final int stride;

        Work(int stride) {
            this.stride = stride;
        }

        abstract void run(Repository repository, PublicationPlan plan, Path file) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void changesNothingMore(Work work) throws Exception {
        tryEverywhere(work, Scenario.CHANGED_TARGETS, work.stride);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Work.class)
    void changesNothingMoreWhereverItWas(Work work) throws Exception {
        tryEverywhere(work, Scenario.CHANGED_TARGETS, 1);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void changesNothingMoreWhateverItPublished(Scenario scenario) throws Exception {
        tryEverywhere(Work.PUBLISH, scenario, 1);
    }

    private void tryEverywhere(Work work, Scenario scenario, int stride) throws Exception {
        Path base = temporary.resolve("base");
        Sandbox sandbox = scenario.beginIn(base).sandbox();
        FolderClient returning = sandbox.updatedClient();
        scenario.stage(sandbox);
        Path file = sandbox.file("something else");
        PublicationPlan plan = sandbox.plan();
        int fenced = 0;
        boolean stopped = true;
        for (int stop = 0; stopped; stop += stride) {
            Path folder = Trees.copy(base, temporary.resolve("copy-" + copies++));
            Aftermath aftermath = new Aftermath(folder, returning.reading(folder.resolve("repository")));
            StoppingDisk disk = new StoppingDisk(stop, aftermath::second);
            Optional<FencedException> end = first(folder, disk, work, plan, file);
            stopped = disk.hasStopped();
            if (stopped) {
                aftermath.requireUntouched("%s stopped before call %d".formatted(work, stop));
            }
            assertThat(end.isPresent()).as("%s %d", work, stop).isEqualTo(aftermath.tookOver);
            if (end.isPresent()) {
                fenced++;
                assertThat(end.get().epoch()).isEqualTo(1);
                assertThat(end.get().presentEpoch()).isEqualTo(2);
                assertThat(end.get().successor().orElseThrow().purpose()).isEqualTo("the second one");
            }
            Trees.delete(folder);
        }
        assertThat(fenced).isGreaterThan(1);
    }

    /** How it ended: fenced, unless it was stopped before it had the lease or after it had given it back. */
    private static Optional<FencedException> first(Path folder, Disk disk, Work work, PublicationPlan plan, Path file)
            throws Exception {
        try {
            work.run(Repository.open(folder, disk, FIRST), plan, file);
            return Optional.empty();
        } catch (FencedException e) {
            return Optional.of(e);
        } catch (RepositoryException | TrustException | IOException e) {
            for (Throwable suppressed : e.getSuppressed()) {
                if (suppressed instanceof FencedException lost) {
                    return Optional.of(lost);
                }
            }
            assertThat(e).isInstanceOf(StalePlanException.class); // it was late, and had not had the lease
            return Optional.empty();
        }
    }

    /** What the second one does, and what must be so afterwards. */
    private static final class Aftermath {
        private final Path folder;
        private final FolderClient client;
        private Map<String, String> left = Map.of();
        private boolean tookOver;

        Aftermath(Path folder, FolderClient client) {
            this.folder = folder;
            this.client = client;
        }

        void second() throws Exception {
            tookOver = new RepositoryFolder(folder, new LocalDisk(), SECOND)
                    .status()
                    .lease()
                    .isPresent();
            Instant now = Sandbox.START;
            Map<String, String> written = writeOnce(folder);
            Repository repository = Repository.open(folder, new StoppingDisk(-1, () -> {}), SECOND);
            Sandbox inbox = Sandbox.open(folder);
            repository.add(inbox.file("of the second"), "second.txt", AddOptions.DEFAULT);
            try (KeyRing keys = repository.unlock(Sandbox.passphrase())) {
                repository.publish(repository.plan(keys, now, PlanOptions.DEFAULT), now);
            }
            repository.add(inbox.file("still staged"), "third.txt", AddOptions.DEFAULT);
            assertThat(writeOnce(folder)).containsAllEntriesOf(written);
            client.update(now);
            assertThat(client.download("second.txt")).isEqualTo("of the second");
            left = settled();
        }

        private Map<String, String> settled() throws IOException {
            Map<String, String> digests = new HashMap<>(Trees.digests(folder));
            digests.keySet().removeIf(name -> name.startsWith("journal/") && name.endsWith("/lease"));
            return digests;
        }

        /** Clients, from wherever they come, have what the second one published, and no file is other than it left it. */
        void requireUntouched(String when) throws Exception {
            if (tookOver) {
                assertThat(settled()).as(when).isEqualTo(left);
            }
            client.update(Sandbox.START);
            assertThat(client.download("second.txt")).as(when).isEqualTo("of the second");
            for (long root = 1; root <= client.stage().root().version(); root++) {
                FolderClient fresh = FolderClient.fromRoot(folder.resolve("repository"), root);
                fresh.update(Sandbox.START);
                assertThat(fresh.download("second.txt")).as(when).isEqualTo("of the second");
            }
            Sandbox next = Sandbox.open(folder);
            next.publish();
            client.update(Sandbox.START);
            if (tookOver) {
                assertThat(client.download("third.txt")).as(when).isEqualTo("still staged");
            }
        }

        private static Map<String, String> writeOnce(Path folder) throws IOException {
            Map<String, String> digests = new HashMap<>(Trees.digests(folder.resolve("repository")));
            digests.keySet()
                    .removeIf(path -> path.equals("metadata/timestamp.json") || path.equals("metadata/root.json"));
            return digests;
        }
    }

    /** What there was before: a lock, and a publisher that trusts it. */
    @Test
    void wouldDoHarmWithALockAlone() throws Exception {
        Path base = temporary.resolve("base");
        Sandbox sandbox = Scenario.CHANGED_TARGETS.beginIn(base).sandbox();
        FolderClient returning = sandbox.updatedClient();
        Scenario.CHANGED_TARGETS.stage(sandbox);
        PublicationPlan plan = sandbox.plan();
        int harmed = 0;
        boolean stopped = true;
        for (int stop = 0; stopped; stop += 7) {
            Path folder = Trees.copy(base, temporary.resolve("copy-" + copies++));
            Aftermath aftermath = new Aftermath(folder, returning.reading(folder.resolve("repository")));
            StoppingDisk disk = new StoppingDisk(stop, aftermath::second);
            Path log = Trees.epoch(folder).resolve(EpochFolders.LOG);
            try {
                new Publisher(disk, new Layout(folder), new Journal(disk, log)).publish(plan);
            } catch (WriteOnceException | IOException e) {
                // it may notice, or not
            }
            stopped = disk.hasStopped();
            if (stopped && !aftermath.settled().equals(aftermath.left)) {
                harmed++;
            }
            Trees.delete(folder);
        }
        assertThat(harmed).isGreaterThan(3);
    }
}
