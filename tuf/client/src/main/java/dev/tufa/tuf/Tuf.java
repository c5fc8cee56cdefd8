package dev.tufa.tuf;

import dev.tufa.tuf.client.Mirror;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.UpdaterBuilder;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.client.multi.RepositoryGroup;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * TUF clients that keep what they know in a folder and fetch over HTTP.
 *
 * <pre>{@code
 * Updater updater = Tuf.client(URI.create("https://updates.example.org/metadata/"), firstRoot, folder).build();
 * updater.refresh();
 * Path file = updater.download(updater.find("app-2.0.jar").orElseThrow().target());
 * }</pre>
 *
 * <p>Each part can be replaced before {@code build()}: see {@link Updater#of(java.net.URI)}.
 */
public final class Tuf {
    /** What is left of a transfer that broke is of use for so long. */
    private static final Duration UNFINISHED = Duration.ofDays(7);

    private static final String ROOT = "root.json";

    private Tuf() {}

    /**
     * The client of one repository.
     *
     * @param metadataUrl the folder of its metadata; its artifacts are beside it, at {@code ../targets/}
     * @param firstRoot the root that came with the application, by a way that is trusted
     * @param folder where it keeps {@code metadata/} and puts artifacts, under {@code targets/}; nobody but the application should
     *     be able to write there
     */
    public static UpdaterBuilder client(URI metadataUrl, byte[] firstRoot, Path folder) {
        return Updater.of(metadataUrl)
                .pinnedRoot(firstRoot)
                .fetcher(new HttpFetcher())
                .metadataStore(new FileMetadataStore(folder.resolve("metadata")))
                .targetStore(new FileTargetStore(folder.resolve("targets")).keepingUnfinished(UNFINISHED));
    }

    /**
     * The client of several repositories (TAP 4). Each has a folder of its name in {@code folder}, with the {@code root.json}
     * that came by a way that is trusted.
     */
    public static RepositoryGroup group(MapFile map, Path folder) throws MalformedMetadataException {
        return new RepositoryGroup(
                map, (name, urls) -> client(folder.resolve(name), urls).build());
    }

    /**
     * The client of one of them, to be changed before it is built.
     *
     * @param folder its own, with {@code root.json}
     * @param urls where it is: folders in which {@code metadata/} and {@code targets/} are, mirrors of each other
     */
    public static UpdaterBuilder client(Path folder, List<URI> urls) throws IOException {
        UpdaterBuilder builder =
                client(urls.get(0).resolve("metadata/"), Files.readAllBytes(folder.resolve(ROOT)), folder);
        for (URI url : urls.subList(1, urls.size())) {
            builder.mirror(Mirror.full(url.resolve("metadata/"), url.resolve("targets/")));
        }
        return builder;
    }
}
