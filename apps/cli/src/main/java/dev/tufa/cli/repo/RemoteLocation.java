package dev.tufa.cli.repo;

import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.NotAvailableException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a published tree are behind a URL.
 *
 * @param metadata the folder of the metadata
 * @param targets the folder of the target files
 */
record RemoteLocation(URI metadata, URI targets) {
    private static final String METADATA = "metadata/";
    private static final String TARGETS = "targets/";

    /**
     * Finds the metadata: in {@code metadata/} below the URL, as python-tuf and most others have it, or right at the URL, as
     * Sigstore has.
     *
     * @param targets where the target files are; beside or below the metadata if not given
     */
    static RemoteLocation find(Fetcher fetcher, URI url, Optional<URI> targets) throws IOException {
        List<RemoteLocation> candidates = candidates(withSlash(url), targets.map(RemoteLocation::withSlash));
        Optional<NotAvailableException> last = Optional.empty();
        for (RemoteLocation candidate : candidates) {
            try (Fetcher.Response there =
                    fetcher.open(new Fetcher.Request(candidate.metadata.resolve("timestamp.json"), true))) {
                return candidate;
            } catch (NotAvailableException e) {
                last = Optional.of(e);
            }
        }
        throw new IOException("%s: expected a folder with timestamp.json, got none".formatted(url), last.orElseThrow());
    }

    private static List<RemoteLocation> candidates(URI url, Optional<URI> targets) {
        List<RemoteLocation> candidates = new ArrayList<>();
        if (url.getPath().endsWith("/" + METADATA)) {
            candidates.add(new RemoteLocation(url, targets.orElse(url.resolve("../" + TARGETS))));
        } else {
            candidates.add(new RemoteLocation(url.resolve(METADATA), targets.orElse(url.resolve(TARGETS))));
            candidates.add(new RemoteLocation(url, targets.orElse(url.resolve(TARGETS))));
        }
        return candidates;
    }

    private static URI withSlash(URI url) {
        return url.toString().endsWith("/") ? url : URI.create(url + "/");
    }
}
