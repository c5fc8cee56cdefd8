package dev.tufa.benchmarks;

import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TargetStore;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Clients of one {@link SampleRepository}, each of which begins with nothing but its root. */
final class Installation implements AutoCloseable {
    private final Transport transport;
    private final SampleRepository repository;
    private final LocalServer server;
    private final Path folder;
    private final Fetcher http = new HttpFetcher();
    private int clients;

    Installation(Transport transport, SampleRepository repository) throws IOException {
        this.transport = transport;
        this.repository = repository;
        this.server = LocalServer.start(repository);
        this.folder = Files.createTempDirectory("tufa-benchmark");
    }

    /** A client that has never been here. */
    Updater newClient() {
        return client(newMetadataStore());
    }

    /** A client with a cache, and an empty store for targets. */
    Updater client(MetadataStore metadataStore) {
        return switch (transport) {
            case MEMORY -> updater(repository.metadataUrl(), repository, metadataStore, new MemoryTargetStore());
            case HTTP_AND_FILES ->
                updater(server.metadataUrl(), http, metadataStore, new FileTargetStore(folder.resolve("targets")));
        };
    }

    /** A cache with nothing in it. */
    MetadataStore newMetadataStore() {
        return switch (transport) {
            case MEMORY -> new MemoryMetadataStore();
            case HTTP_AND_FILES -> new FileMetadataStore(folder.resolve("metadata-" + clients++));
        };
    }

    private Updater updater(URI url, Fetcher fetcher, MetadataStore metadataStore, TargetStore targetStore) {
        return Updater.of(url)
                .fetcher(fetcher)
                .metadataStore(metadataStore)
                .targetStore(targetStore)
                .pinnedRoot(repository.root())
                .build();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
