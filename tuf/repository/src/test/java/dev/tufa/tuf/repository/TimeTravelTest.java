package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.tuf.repository.signing.KeyRing;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.ForwardingDisk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import dev.tufa.tuf.repository.storage.StoredJson;
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
import java.util.Optional;
import java.util.Random;
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

    /** What the last publication of each role said; nothing else changes it. */
    private final Map<String, Life> roles = new HashMap<>();

    private final Map<String, Deque<Instant>> signings = new HashMap<>();
    private Sandbox sandbox;

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
        roles.putAll(lives());
    }

    /** The roles as a client sees them. */
    private Map<String, Life> lives() throws Exception {
        Map<String, Life> lives = new HashMap<>();
        for (Status.RoleStatus role : sandbox.repository.status().roles()) {
            lives.put(role.name(), new Life(role.version(), role.expires()));
        }
        return lives;
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
        try (KeyRing keys = sandbox.repository.unlock(Sandbox.passphrase())) {
            for (int day = 1; day <= DAYS; day++) {
                sandbox.now = sandbox.now.plus(Duration.ofDays(1));
                sinceRun++;
                requireAlive(floorHours);
                if (sinceRun == outage || random.nextInt(outage) == 0) {
                    daily.update(sandbox.now); // as late as it can be after the run before
                    record(refresh(keys));
                    sinceRun = 0;
                }
                if (day % 365 == 0) {
                    assertThat(lives()).isEqualTo(roles);
                    yearly.add(sandbox.updatedClient());
                    for (FolderClient returning : yearly) {
                        returning.update(sandbox.now);
                        assertThat(returning.download("a.txt")).isEqualTo("old");
                        assertThat(returning.download("dev/tool")).isEqualTo("tool");
                    }
                }
            }
        }
        assertThat(yearly).hasSize(6);
        assertThat(roles).hasSize(9).containsKeys("root", "dev", "bin-0", "bin-3");
        assertThat(version("root")).isBetween(6L, 8L);
        assertThat(version("bin-0")).isBetween(9L, 11L);
    }

    private long version(String role) {
        return Objects.requireNonNull(roles.get(role)).version();
    }

    private PublicationPlan refresh(KeyRing keys) throws Exception {
        Refresh refresh = sandbox.repository.planRefresh(keys, sandbox.now, PlanOptions.ClockCheck.ENFORCED);
        assertThat(refresh.elsewhere()).isEmpty();
        sandbox.repository.publish(refresh.plan(), sandbox.now);
        return refresh.plan();
    }

    private void requireAlive(long floorHours) {
        roles.forEach((name, life) -> {
            assertThat(life.expires()).as(name).isAfter(sandbox.now);
            if (name.equals("timestamp")) {
                assertThat(Duration.between(sandbox.now, life.expires()))
                        .isGreaterThanOrEqualTo(Duration.ofHours(floorHours));
            }
        });
    }

    /** Versions only grow, and no bin is signed more than twice in any year: every signing costs all clients a download. */
    private void record(PublicationPlan plan) throws Exception {
        for (PublicationStep step : plan.steps()) {
            Optional<Content> content = step instanceof PublicationStep.Create create
                    ? Optional.of(create.content())
                    : step instanceof PublicationStep.Replace replace
                            ? Optional.of(replace.content())
                            : Optional.empty();
            if (!step.path().startsWith(Layout.METADATA) || step.path().equals(Layout.ROOT) || content.isEmpty()) {
                continue;
            }
            String file = step.path().substring(Layout.METADATA.length() + 1);
            String role = file.replaceAll("^[0-9]+\\.|\\.json$", "");
            StoredJson signed = StoredJson.read(file, content.get().bytes()).child("signed");
            Life life = new Life(signed.integer("version", 1), signed.instant("expires"));
            assertThat(life.version()).as(role).isGreaterThan(version(role));
            roles.put(role, life);
            if (role.startsWith("bin-")) {
                Deque<Instant> times = signings.computeIfAbsent(role, name -> new ArrayDeque<>());
                times.add(sandbox.now);
                times.removeIf(time -> time.isBefore(sandbox.now.minus(YEAR)));
                assertThat(times).as(role).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    private record Life(long version, Instant expires) {}
}
