package dev.tufa.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Refreshed;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A client of a simulated repository with what it keeps. Every call is like a new process: only the stores live on. It begins
 * with the repository's first root.
 */
final class Installation {
    /** Tries three times without a pause. */
    static final TransferPolicy HASTY =
            new TransferPolicy(Duration.ofSeconds(10), 1000, Duration.ofMinutes(2), 3, 10, Duration.ZERO, 1);

    final RepositorySimulator repository;
    final MemoryMetadataStore store;
    final MemoryTargetStore artifacts = new MemoryTargetStore();
    final ManualClock clock = new ManualClock();

    Installation(RepositorySimulator repository) {
        this(repository, MemoryMetadataStore.trusting(repository.file("metadata/1.root.json")));
    }

    Installation(RepositorySimulator repository, MemoryMetadataStore store) {
        this.repository = repository;
        this.store = store;
    }

    UpdaterBuilder builder() {
        return Updater.of(RepositorySimulator.METADATA)
                .fetcher(repository)
                .metadataStore(store)
                .targetStore(artifacts)
                .transferPolicy(HASTY)
                .clock(clock);
    }

    Refreshed refresh() throws IOException, TrustException {
        return builder().build().refresh();
    }

    Optional<DelegationSearch.Found> find(String path) throws IOException, TrustException {
        return builder().build().find(path);
    }

    /** The content of a target after it was found and downloaded. */
    String download(String path) throws IOException, TrustException {
        Updater updater = builder().build();
        updater.download(updater.find(path).orElseThrow().target());
        return new String(artifacts.content(path).orElseThrow(), UTF_8);
    }

    /** The version of what is stored for a role; 0 if nothing is. */
    long storedVersion(String role) {
        return store.read(role).map(Installation::version).orElse(0L);
    }

    private static long version(byte[] file) {
        try {
            JsonObject document = CanonicalJson.read(file, JsonLimits.DEFAULT);
            JsonObject signed = (JsonObject) document.member("signed").orElseThrow();
            return ((JsonInteger) signed.member("version").orElseThrow())
                    .longValue()
                    .orElseThrow();
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
