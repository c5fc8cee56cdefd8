package dev.tufa.conformance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A client whose cache and artifacts are in folders on a disk. */
final class DiskClient {
    final Path cache;
    final Path artifacts;
    private final Fetcher fetcher;
    private final URI metadata;

    DiskClient(Path folder, Fetcher fetcher, URI metadata) {
        this.cache = folder.resolve("cache");
        this.artifacts = folder.resolve("artifacts");
        this.fetcher = fetcher;
        this.metadata = metadata;
    }

    /** Begins with the first root of a repository. */
    static DiskClient of(Path folder, RepositorySimulator repository) throws IOException, TrustException {
        DiskClient client = new DiskClient(folder, repository, RepositorySimulator.METADATA);
        client.trust(repository.file("metadata/1.root.json"));
        return client;
    }

    void trust(byte[] root) throws IOException, TrustException {
        Updater.trust(root, new FileMetadataStore(cache), new ManualClock());
    }

    Updater updater() {
        return updater(new FileMetadataStore(cache), new FileTargetStore(artifacts));
    }

    Updater updater(MetadataStore metadataStore, TargetStore targetStore) {
        return Updater.of(metadata)
                .fetcher(fetcher)
                .metadataStore(metadataStore)
                .targetStore(targetStore)
                .transferPolicy(new TransferPolicy(
                        Duration.ofSeconds(20), 10, Duration.ofMinutes(1), 3, 10, Duration.ofMillis(50), 1))
                .clock(new ManualClock())
                .build();
    }

    /** Refreshes and downloads with nothing but what is on the disk. */
    void update(String... paths) throws IOException, TrustException {
        update(updater(), paths);
    }

    static void update(Updater updater, String... paths) throws IOException, TrustException {
        updater.refresh();
        for (String path : paths) {
            updater.download(updater.find(path).orElseThrow().target());
        }
    }

    /** Requires that the cache is what is published now. */
    void assertCacheIsThatOf(RepositorySimulator repository, long rootVersion, String... targetsRoles)
            throws IOException {
        assertThat(cache.resolve("root.json"))
                .hasBinaryContent(repository.file("metadata/" + rootVersion + ".root.json"));
        assertThat(cache.resolve("timestamp.json")).hasBinaryContent(repository.file("metadata/timestamp.json"));
        assertThat(cache.resolve("snapshot.json"))
                .hasBinaryContent(
                        repository.file("metadata/" + repository.snapshot().version() + ".snapshot.json"));
        for (String role : targetsRoles) {
            assertThat(cache.resolve(role + ".json"))
                    .hasBinaryContent(
                            repository.file("metadata/" + repository.role(role).version() + "." + role + ".json"));
        }
        assertThat(leftovers()).noneMatch(path -> path.endsWith(".tmp"));
    }

    /** Files and folders that an update leaves behind only when it is killed. */
    List<String> leftovers() throws IOException {
        Path folder = cache.resolveSibling("");
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString())
                    .filter(path -> path.endsWith(".tmp") || path.contains("unfinished"))
                    .toList();
        }
    }

    String artifact(String path) throws IOException {
        return Files.readString(artifacts.resolve(path), UTF_8);
    }
}
