package dev.tufa.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.repository.InitOptions;
import dev.tufa.tuf.repository.KeyRequest;
import dev.tufa.tuf.repository.PlanOptions;
import dev.tufa.tuf.repository.PublicationPlan;
import dev.tufa.tuf.repository.PublicationStep;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client as programs embed it, with the repository's own plan of a rotation: every interleaving of one update with the steps of
 * the publication. The repository's own tests try many more, with a client that is a model of this one.
 */
@DisplayName("an update while keys are rotated")
class RotationInterleavingTest {
    private static final URI METADATA = URI.create("memory://repository/metadata/");
    private static final String PASSPHRASE = "interleaving";
    private static final int MOST_FETCHES = 5;

    @TempDir(factory = MemoryFolder.class)
    Path temporary;

    private final ManualClock clock = new ManualClock();
    private final List<Map<String, byte[]>> moments = new ArrayList<>();
    private Repository repository;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.init(
                temporary.resolve("repository"),
                InitOptions.DEFAULT.withSettings(Settings.DEFAULT.withKeyIterations(1000)),
                PASSPHRASE.toCharArray(),
                clock.instant());
    }

    @Test
    void succeedsHoweverTheStepsOfBothFollowOneAnother() throws Exception {
        for (RoleType role : List.of(RoleType.ROOT, RoleType.TIMESTAMP, RoleType.SNAPSHOT, RoleType.TARGETS)) {
            repository.rotate(role, KeyRequest.ONE);
        }
        watch(plan());
        List<List<Integer>> schedules = new ArrayList<>();
        extend(schedules, List.of());
        assertThat(schedules).hasSize(126);
        for (List<Integer> schedule : schedules) {
            for (MemoryMetadataStore store : List.of(genesis(), returning())) {
                Refreshed refreshed = update(store, schedule);
                assertThat(refreshed.root().version()).as("%s", schedule).isBetween(1L, 2L);
                assertThat(refreshed.timestamp().version())
                        .isEqualTo(refreshed.targets().version());
                assertThat(update(store, List.of(moments.size() - 1)).root().version())
                        .isEqualTo(2);
            }
        }
    }

    private PublicationPlan plan() throws Exception {
        try (KeyRing keys = repository.unlock(PASSPHRASE.toCharArray())) {
            return repository.plan(keys, clock.instant(), PlanOptions.DEFAULT);
        }
    }

    /** The published metadata before the first step, and after each one that clients could notice. */
    private void watch(PublicationPlan plan) throws Exception {
        Map<String, byte[]> now = new HashMap<>();
        try (var files = Files.list(repository.publishedFolder().resolve("metadata"))) {
            for (Path file : files.toList()) {
                now.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        moments.add(Map.copyOf(now));
        for (PublicationStep step : plan.steps()) {
            String name = step.path().substring(step.path().lastIndexOf('/') + 1);
            if (step.path().startsWith("repository/metadata/") && !name.equals("root.json")) {
                now.put(
                        name,
                        step instanceof PublicationStep.Create create
                                ? create.content().bytes()
                                : ((PublicationStep.Replace) step).content().bytes());
                moments.add(Map.copyOf(now));
            }
        }
    }

    /** All ways to be at one of the moments at each fetch, never going back. */
    private void extend(List<List<Integer>> all, List<Integer> begun) {
        if (begun.size() == MOST_FETCHES) {
            all.add(begun);
            return;
        }
        for (int moment = begun.isEmpty() ? 0 : begun.get(begun.size() - 1); moment < moments.size(); moment++) {
            List<Integer> longer = new ArrayList<>(begun);
            longer.add(moment);
            extend(all, longer);
        }
    }

    private MemoryMetadataStore genesis() {
        return MemoryMetadataStore.trusting(
                Objects.requireNonNull(moments.get(0).get("1.root.json")));
    }

    private MemoryMetadataStore returning() throws Exception {
        MemoryMetadataStore store = genesis();
        update(store, List.of(0));
        return store;
    }

    /** An update whose fetches are answered at these moments, and all further ones at the last of them. */
    private Refreshed update(MemoryMetadataStore store, List<Integer> schedule) throws Exception {
        int[] fetches = {0};
        Fetcher fetcher = request -> {
            int moment = schedule.get(Math.min(fetches[0]++, schedule.size() - 1));
            byte[] file = moments.get(moment)
                    .get(request.uri().getPath().substring(METADATA.getPath().length()));
            if (file == null) {
                throw new NotAvailableException(request.uri(), "404");
            }
            return new Fetcher.Response(new ByteArrayInputStream(file), OptionalLong.of(file.length));
        };
        return Updater.of(METADATA)
                .fetcher(fetcher)
                .metadataStore(store)
                .targetStore(new MemoryTargetStore())
                .transferPolicy(Installation.HASTY)
                .clock(clock)
                .build()
                .refresh();
    }
}
