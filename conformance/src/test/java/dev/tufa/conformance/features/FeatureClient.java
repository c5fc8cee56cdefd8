package dev.tufa.conformance.features;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.UpdateEvent;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The parts of a client of a simulated repository, and what it has heard. */
final class FeatureClient {
    /** Three tries without a pause, one transfer at a time. */
    static final TransferPolicy HASTY =
            new TransferPolicy(Duration.ofSeconds(10), 1000, Duration.ofMinutes(2), 3, 10, Duration.ZERO, 1);

    final RepositorySimulator repository;
    final MemoryMetadataStore store;
    final MemoryTargetStore artifacts = new MemoryTargetStore();
    final ManualClock clock = new ManualClock();
    final List<UpdateEvent> events = new CopyOnWriteArrayList<>();

    FeatureClient(RepositorySimulator repository) {
        this.repository = repository;
        this.store = MemoryMetadataStore.trusting(repository.file("metadata/1.root.json"));
    }

    UpdaterBuilder builder(Fetcher fetcher) {
        return builder(fetcher, artifacts);
    }

    UpdaterBuilder builder(Fetcher fetcher, TargetStore targets) {
        return Updater.of(RepositorySimulator.METADATA)
                .fetcher(fetcher)
                .metadataStore(store)
                .targetStore(targets)
                .transferPolicy(HASTY)
                .events(events::add)
                .clock(clock);
    }

    /** What was decided about a file, in order. */
    List<UpdateEvent.Decision> decisions(String file) {
        return events.stream()
                .filter(event -> event.file().equals(file))
                .map(UpdateEvent::decision)
                .toList();
    }
}
