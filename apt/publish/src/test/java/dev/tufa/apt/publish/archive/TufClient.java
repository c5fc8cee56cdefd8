package dev.tufa.apt.publish.archive;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import dev.tufa.tuf.client.TargetNaming;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The TUF client on a published folder: it begins at the first root, and remembers what it has seen. */
final class TufClient {
    private final Path published;
    private final Path memory;
    private final Instant now;

    private TufClient(Path published, Path memory, Instant now) {
        this.published = published;
        this.memory = memory;
        this.now = now;
    }

    static TufClient of(Path published, Path memory, Instant now) {
        return new TufClient(published, memory, now);
    }

    /** The same memory, later or somewhere else. */
    TufClient reading(Path other, Instant later) {
        return new TufClient(other, memory, later);
    }

    Optional<TargetFile> find(String path) throws IOException, TrustException {
        return updater(TargetNaming.PLAIN).find(path).map(DelegationSearch.Found::target);
    }

    /** The role that describes a path. */
    Optional<String> roleOf(String path) throws IOException, TrustException {
        return updater(TargetNaming.PLAIN).find(path).map(DelegationSearch.Found::role);
    }

    /** A target, verified, from the name that is asked for. */
    byte[] download(String path, TargetNaming naming) throws IOException, TrustException {
        Updater updater = updater(naming);
        TargetFile target = updater.find(path)
                .orElseThrow(() -> new IOException("not found: " + path))
                .target();
        Path artifact = updater.download(target);
        byte[] bytes = Files.readAllBytes(artifact);
        Files.delete(artifact);
        return bytes;
    }

    /** Those of many targets that there are, verified, from the names that are asked for. */
    Map<String, byte[]> downloadAll(Collection<String> paths, TargetNaming naming) throws IOException, TrustException {
        Updater updater = updater(naming);
        Map<String, byte[]> all = new TreeMap<>();
        for (String path : paths) {
            Optional<DelegationSearch.Found> found = updater.find(path);
            if (found.isPresent()) {
                Path artifact = updater.download(found.get().target());
                all.put(path, Files.readAllBytes(artifact));
                Files.delete(artifact);
            }
        }
        return all;
    }

    private Updater updater(TargetNaming naming) throws IOException, TrustException {
        URI base = published.toUri();
        Fetcher fetcher = request -> {
            Path file = Path.of(request.uri());
            if (!Files.exists(file)) {
                throw new NotAvailableException(request.uri(), "nothing");
            }
            return new Fetcher.Response(Files.newInputStream(file), OptionalLong.of(Files.size(file)));
        };
        Updater updater = Updater.of(base.resolve("tuf/"))
                .targetsUrl(base)
                .fetcher(fetcher)
                .metadataStore(new FileMetadataStore(memory.resolve("metadata")))
                .targetStore(new FileTargetStore(memory.resolve("targets")))
                .pinnedRoot(Files.readAllBytes(published.resolve("tuf/1.root.json")))
                .targetNaming(naming)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
        updater.refresh();
        return updater;
    }
}
