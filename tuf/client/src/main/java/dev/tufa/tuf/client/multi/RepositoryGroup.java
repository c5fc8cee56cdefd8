package dev.tufa.tuf.client.multi;

import dev.tufa.tuf.client.CancelledException;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.MapFile;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The client of several repositories, each with a root, metadata and a folder of its own, by a map file (TAP 4). Safe for use by
 * many threads.
 *
 * <pre>{@code
 * Finding finding = group.find("django/django-5.0.tgz");
 * if (finding instanceof Finding.Agreed agreed) {
 *   Path file = group.download(agreed);
 * }
 * }</pre>
 */
public final class RepositoryGroup {
    private final MapFile map;
    private final Map<String, List<URI>> urls;
    private final Clients clients;
    private final Map<String, Updater> updaters = new LinkedHashMap<>();

    /**
     * A group of which nothing has been asked.
     *
     * @param clients makes the client of a repository when it is first asked
     * @throws MalformedMetadataException if an address in the map is none
     */
    public RepositoryGroup(MapFile map, Clients clients) throws MalformedMetadataException {
        this.map = map;
        this.urls = RepositoryUrls.of(map);
        this.clients = clients;
    }

    /** The names of all repositories. */
    public Set<String> repositories() {
        return map.repositories().keySet();
    }

    /** The client of one of the repositories. */
    public synchronized Updater updater(String repository) throws IOException, TrustException {
        Updater known = updaters.get(repository);
        if (known != null) {
            return known;
        }
        List<URI> folders = urls.get(repository);
        if (folders == null) {
            throw new IllegalArgumentException(
                    "repository: expected one of %s, got %s".formatted(urls.keySet(), repository));
        }
        Updater made = clients.client(repository, folders);
        updaters.put(repository, made);
        return made;
    }

    /**
     * Brings all repositories up to date.
     *
     * @return why others are not, by their names: a {@link TrustException} or an {@link IOException} for each
     */
    public Map<String, Exception> refresh() throws CancelledException {
        Map<String, Exception> failures = new LinkedHashMap<>();
        for (String repository : map.repositories().keySet()) {
            try {
                updater(repository).refresh();
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                failures.put(repository, e);
            }
        }
        return failures;
    }

    /** What the repositories say that the map names for a target. */
    public Finding find(String targetPath) throws CancelledException {
        Optional<Finding> disagreement = Optional.empty();
        for (MapFile.Mapping mapping : map.mappingsOf(targetPath)) {
            Finding finding = find(targetPath, mapping);
            if (finding instanceof Finding.Agreed || finding instanceof Finding.Unknown || mapping.terminating()) {
                return finding;
            }
            if (disagreement.isEmpty() && finding instanceof Finding.Disagreed) {
                disagreement = Optional.of(finding);
            }
        }
        return disagreement.orElseGet(Finding.NotListed::new);
    }

    private Finding find(String targetPath, MapFile.Mapping mapping) throws CancelledException {
        Ballot ballot = new Ballot(mapping);
        for (String repository : mapping.repositories()) {
            try {
                Optional<DelegationSearch.Found> found = mapping.targets().isPresent()
                        ? updater(repository).find(targetPath, mapping.targets().get())
                        : updater(repository).find(targetPath);
                found.ifPresent(target -> ballot.describes(repository, target.target()));
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                ballot.failed(repository, e);
            }
            Optional<Finding.Agreed> agreed = ballot.agreed();
            if (agreed.isPresent()) {
                return agreed.get();
            }
        }
        return ballot.otherwise();
    }

    /** Downloads a target from the first of the repositories that agree on it and have it; each is verified. */
    public Path download(Finding.Agreed agreed) throws IOException, TrustException {
        List<Exception> failures = new ArrayList<>();
        for (String repository : agreed.repositories()) {
            try {
                return download(repository, agreed.target());
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | TrustException e) {
                failures.add(e);
            }
        }
        Exception first = failures.remove(0);
        failures.forEach(first::addSuppressed);
        if (first instanceof TrustException refusal) {
            throw refusal;
        }
        throw (IOException) first;
    }

    private Path download(String repository, TargetFile target) throws IOException, TrustException {
        return updater(repository).download(target);
    }

    /** Makes the client of a repository. */
    @FunctionalInterface
    public interface Clients {
        /**
         * A client that trusts this repository's own root, and keeps its metadata apart from that of every other one.
         *
         * @param repository its name, which may be a folder's
         * @param urls where it is: folders in which {@code metadata/} and {@code targets/} are
         */
        Updater client(String repository, List<URI> urls) throws IOException, TrustException;
    }
}
