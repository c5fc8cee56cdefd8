package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.PublicationRow;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.TargetRow;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Looks for published targets: by the index where there are very many roles, else by reading them. */
final class TargetLookup {
    private final ClientUpdate live;
    private final RepositoryIndex index;

    TargetLookup(ClientUpdate live, RepositoryIndex index) {
        this.live = live;
        this.index = index;
    }

    /** What a client finds for a path, and what is known of when it came. */
    Optional<PublishedTarget> find(String path) throws RepositoryException, IOException, TrustException {
        Optional<DelegationSearch.Found> found = live.find(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String role = found.get().role();
        TargetFile target = found.get().target();
        Optional<PublicationRow> publication = Optional.empty();
        if (index.exists()) {
            try {
                publication = index.ask(live, file -> publication(file, path, role));
            } catch (IndexException e) {
                publication = Optional.empty(); // nobody knows
            }
        }
        return Optional.of(new PublishedTarget(
                path,
                role,
                TreeFiles.published(live, role),
                target.length(),
                target.hashes().hexByFunction(),
                publication.map(row -> OptionalLong.of(row.timestamp())).orElse(OptionalLong.empty()),
                publication.flatMap(PublicationRow::at)));
    }

    private static Optional<PublicationRow> publication(IndexFile file, String path, String role)
            throws IndexException {
        for (TargetRow row : file.targets().find(path)) {
            if (row.role().equals(role) && row.publication().isPresent()) {
                return file.publications().find(row.publication().getAsLong());
            }
        }
        return Optional.empty();
    }

    /** Takes every target that a role describes and whose path begins so, by path. */
    void each(String prefix, Optional<String> role, Consumer<PublishedTarget> taker)
            throws RepositoryException, IOException, TrustException {
        boolean[] begun = new boolean[1];
        if (RepositoryIndex.isWorthwhile(live)) {
            try {
                index.ask(live, file -> {
                    eachIndexed(file, prefix, role, target -> {
                        begun[0] = true;
                        taker.accept(target);
                    });
                    return true;
                });
                return;
            } catch (IndexException e) {
                if (begun[0]) {
                    throw e; // reading would begin anew
                }
            }
        }
        eachRead(prefix, role, taker);
    }

    private static void eachIndexed(
            IndexFile file, String prefix, Optional<String> role, Consumer<PublishedTarget> taker)
            throws IndexException {
        Map<String, Long> versions = new HashMap<>();
        for (RoleRow row : file.roles().all()) {
            versions.put(row.name(), row.version());
        }
        Map<Long, Instant> times = new HashMap<>();
        for (PublicationRow row : file.publications().all()) {
            row.at().ifPresent(at -> times.put(row.timestamp(), at));
        }
        file.targets()
                .each(
                        prefix,
                        role,
                        row -> taker.accept(new PublishedTarget(
                                row.path(),
                                row.role(),
                                versions.getOrDefault(row.role(), 0L),
                                row.length(),
                                row.hashes(),
                                row.publication(),
                                row.publication().isPresent()
                                        ? Optional.ofNullable(
                                                times.get(row.publication().getAsLong()))
                                        : Optional.empty())));
    }

    private void eachRead(String prefix, Optional<String> role, Consumer<PublishedTarget> taker)
            throws IOException, TrustException {
        List<PublishedTarget> all = new ArrayList<>();
        for (Map.Entry<RoleAuthority, Targets> each : AllRoles.read(live).entrySet()) {
            String name = each.getKey().name();
            if (role.isEmpty() || role.get().equals(name)) {
                for (TargetFile target : each.getValue().targets().values()) {
                    if (target.path().startsWith(prefix)) {
                        all.add(new PublishedTarget(
                                target.path(),
                                name,
                                each.getValue().version(),
                                target.length(),
                                target.hashes().hexByFunction(),
                                OptionalLong.empty(),
                                Optional.empty()));
                    }
                }
            }
        }
        all.sort(Comparator.comparing(PublishedTarget::path).thenComparing(PublishedTarget::role));
        all.forEach(taker);
    }
}
