package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.ForwardingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Five years in which nobody does anything but a timer")
class TimeTravelTest {
    private static final int DAYS = 5 * 365;
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path temporary;

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Deque<Instant>> signings = new HashMap<>();
    private Sandbox sandbox;
    private @Nullable Status status;

    @BeforeEach
    void begin() throws Exception {
        Disk unsynced = new ForwardingDisk(new LocalDisk()) {
            @Override
            public void sync(Path fileOrDirectory) {
                // no power fails in these years
            }
        };
        Path folder = temporary.resolve("repo");
        Scenario.begin(folder);
        sandbox = Sandbox.open(folder, unsynced);
        Scenario.NEW_DELEGATION.stage(sandbox);
        sandbox.repository.stage(new Change.DelegateBins("dev", Change.BinStyle.SUCCINCT, 2, "bin", KeyRequest.ONE));
        sandbox.publish();
        status = sandbox.repository.status();
    }

    @Test
    @Tag("soak")
    void withARunEveryDayNoRoleExpiresAndEveryClientUpdates() throws Exception {
        live(1, 102);
    }

    @Test
    void withOutagesOfDaysNoRoleExpiresAndEveryClientUpdates() throws Exception {
        live(4, 30);
    }

    /**
     * @param outage longest time in days without a run
     * @param floorHours what is left of the timestamp's 7 days in the worst case: a quarter used and not due, then the outage
     */
    private void live(int outage, long floorHours) throws Exception {
        Random random = new Random(outage);
        List<FolderClient> yearly = new ArrayList<>(List.of(sandbox.updatedClient()));
        FolderClient daily = sandbox.updatedClient();
        int sinceRun = 0;
        for (int day = 1; day <= DAYS; day++) {
            sandbox.now = sandbox.now.plus(Duration.ofDays(1));
            sinceRun++;
            requireAlive(floorHours);
            if (sinceRun == outage || random.nextInt(outage) == 0) {
                daily.update(sandbox.now);
                if (refresh()) {
                    status = sandbox.repository.status();
                    record();
                    daily.update(sandbox.now);
                }
                sinceRun = 0;
            }
            if (day % 365 == 0) {
                yearly.add(sandbox.updatedClient());
                for (FolderClient returning : yearly) {
                    returning.update(sandbox.now);
                    assertThat(returning.download("a.txt")).isEqualTo("old");
                    assertThat(returning.download("dev/tool")).isEqualTo("tool");
                }
            }
        }
        assertThat(yearly).hasSize(6);
        assertThat(versions).hasSize(9).containsKeys("root", "dev", "bin-0", "bin-3");
        assertThat(versions.get("root")).isBetween(6L, 8L);
        assertThat(versions.get("bin-0")).isBetween(9L, 11L);
    }

    /** Whether anything was due. */
    private boolean refresh() throws Exception {
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            Refresh refresh = sandbox.repository.planRefresh(keys, sandbox.now, PlanOptions.ClockCheck.ENFORCED);
            assertThat(refresh.elsewhere()).isEmpty();
            sandbox.repository.publish(refresh.plan(), sandbox.now);
            return !refresh.plan().isEmpty();
        }
    }

    /** As it was after the last publication: nothing else changes it. */
    private Status status() {
        return Objects.requireNonNull(status);
    }

    private void requireAlive(long floorHours) throws Exception {
        for (Status.RoleStatus role : status().roles()) {
            assertThat(role.expires()).as(role.name()).isAfter(sandbox.now);
            if (role.name().equals("timestamp")) {
                assertThat(Duration.between(sandbox.now, role.expires()))
                        .isGreaterThanOrEqualTo(Duration.ofHours(floorHours));
            }
        }
    }

    /** Versions only grow, and no bin is signed more than twice in any year: every signing costs all clients a download. */
    private void record() throws Exception {
        for (Status.RoleStatus role : status().roles()) {
            long before = versions.getOrDefault(role.name(), 1L);
            assertThat(role.version()).as(role.name()).isGreaterThanOrEqualTo(before);
            versions.put(role.name(), role.version());
            if (role.version() > before && role.bins().isPresent()) {
                Deque<Instant> times = signings.computeIfAbsent(role.name(), name -> new ArrayDeque<>());
                times.add(sandbox.now);
                times.removeIf(time -> time.isBefore(sandbox.now.minus(YEAR)));
                assertThat(times).as(role.name()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }
}
