package dev.tufa.tuf.client;

import dev.tufa.tuf.client.UpdateEvent.Decision;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.NotInSnapshotException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationListing;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** TUF 1.0.34 §5.6: the targets roles of one update, each read once on the word of each of its delegators. */
final class TrustedRoles {
    /** How many of the roles that a search may come to are fetched while it waits for the one that it is at. */
    private static final int MAYBE_NEEDED = 2;

    private final TargetsStage stage;
    private final MetadataStore store;
    private final Map<Map.Entry<String, String>, Trusted> trustedByDelegatorAndName = new HashMap<>();

    TrustedRoles(TargetsStage stage, MetadataStore store) {
        this.stage = stage;
        this.store = store;
    }

    TargetsStage stage() {
        return stage;
    }

    /** The roles that were read. */
    List<RoleAuthority> known() {
        return trustedByDelegatorAndName.values().stream()
                .map(Trusted::authority)
                .toList();
    }

    /** What one call reads, from where it reads. */
    Reader from(MetadataSource source, Listeners listeners) {
        return new Reader(source, listeners);
    }

    /** What a role says, and on whose word it was believed. */
    private record Trusted(RoleAuthority authority, Targets targets) {}

    /** Reads roles for one call. */
    final class Reader {
        private final MetadataSource source;
        private final Listeners listeners;
        private final Set<Map.Entry<String, String>> begun = new HashSet<>();

        private Reader(MetadataSource source, Listeners listeners) {
            this.source = source;
            this.listeners = listeners;
        }

        /** A role's metadata: stored, if that is still what the snapshot names, or fetched. */
        Targets load(RoleAuthority authority) throws IOException, TrustException {
            Optional<Targets> here = here(authority);
            if (here.isPresent()) {
                return here.get();
            }
            MetadataSource.Accepted<Targets> accepted =
                    source.fetch(stage.request(authority), bytes -> stage.accept(authority, bytes));
            store.write(authority.name(), accepted.bytes()); // §5.6.6
            trust(authority, accepted.value());
            listeners.decided(
                    UpdateEvent.accepted(authority.file(), accepted.value().version(), accepted));
            return accepted.value();
        }

        /** A role's metadata if it need not be fetched. */
        private Optional<Targets> here(RoleAuthority authority) throws TrustException {
            Trusted known = trustedByDelegatorAndName.get(edge(authority));
            if (known != null
                    && known.authority().equals(authority)) { // another file of that delegator may name other keys
                return Optional.of(known.targets());
            }
            Targets stored = stored(authority, stage.request(authority));
            if (stored == null) {
                return Optional.empty();
            }
            trust(authority, stored);
            listeners.decided(UpdateEvent.about(Decision.KEPT, authority.file()).version(stored.version()));
            return Optional.of(stored);
        }

        private @Nullable Targets stored(RoleAuthority authority, MetadataRequest request) {
            Optional<byte[]> stored = store.read(authority.name(), request.maxBytes());
            try {
                return stored.isPresent() ? stage.accept(authority, stored.get()) : null;
            } catch (TrustException e) {
                return null; // damaged, expired, of another version or of another delegator: fetched and judged anew
            }
        }

        private void trust(RoleAuthority authority, Targets targets) {
            trustedByDelegatorAndName.put(edge(authority), new Trusted(authority, targets));
        }

        private Map.Entry<String, String> edge(RoleAuthority authority) {
            return Map.entry(authority.delegator(), authority.name());
        }

        /** Begins to fetch roles that will be needed, as many as pay. */
        private void ahead(Collection<RoleAuthority> roles) throws TrustException {
            int left = source.window();
            for (RoleAuthority role : roles) {
                if (left == 0) {
                    return;
                }
                try {
                    if (begun.contains(edge(role))) {
                        left--;
                    } else if (here(role).isEmpty()) {
                        begin(role);
                        left--;
                    }
                } catch (NotInSnapshotException e) {
                    // is said when it is asked for
                }
            }
        }

        /** Begins to fetch roles that may be needed, if nothing is stored for them that could spare it. */
        private void perhaps(Collection<RoleAuthority> roles) throws TrustException {
            if (source.window() == 0) {
                return;
            }
            for (RoleAuthority role : roles) {
                try {
                    if (!begun.contains(edge(role))
                            && store.read(role.name(), stage.request(role).maxBytes())
                                    .isEmpty()) {
                        begin(role);
                    }
                } catch (NotInSnapshotException e) {
                    // is said if it turns out to be needed
                }
            }
        }

        private void begin(RoleAuthority role) throws NotInSnapshotException, TrustException {
            source.ahead(stage.request(role));
            begun.add(edge(role));
        }

        /** §5.6.7: the most trusted description of each target; those that nobody describes are missing. */
        Map<String, DelegationSearch.Found> find(Collection<String> targetPaths) throws IOException, TrustException {
            return find(targetPaths, stage.topLevel());
        }

        /** The same, from another role than the top-level one (TAP 13). */
        Map<String, DelegationSearch.Found> find(Collection<String> targetPaths, RoleAuthority beginning)
                throws IOException, TrustException {
            Map<String, DelegationSearch> searches = new LinkedHashMap<>();
            for (String path : targetPaths) {
                searches.computeIfAbsent(path, text -> new DelegationSearch(TargetPath.of(text), beginning, stage));
            }
            List<DelegationSearch> going = new ArrayList<>(searches.values());
            while (!going.isEmpty()) {
                going = step(going);
            }
            Map<String, DelegationSearch.Found> found = new LinkedHashMap<>();
            searches.forEach((path, search) -> search.found().ifPresent(target -> found.put(path, target)));
            return found;
        }

        /** Each search visits one role; those that have not ended with it. */
        private List<DelegationSearch> step(List<DelegationSearch> searches) throws IOException, TrustException {
            List<DelegationSearch> going = new ArrayList<>();
            for (int i = 0; i < searches.size(); i++) {
                ahead(needed(searches, i + 1));
                Optional<RoleAuthority> role = searches.get(i).needed();
                if (role.isPresent()) {
                    perhaps(searches.get(i).upcoming(MAYBE_NEEDED));
                    searches.get(i).visit(load(role.get()));
                    going.add(searches.get(i));
                }
            }
            return going;
        }

        private List<RoleAuthority> needed(List<DelegationSearch> searches, int from) {
            int to = Math.min(from + source.window(), searches.size());
            return from >= to
                    ? List.of()
                    : searches.subList(from, to).stream()
                            .flatMap(search -> search.needed().stream())
                            .toList();
        }

        /** Every target that {@link #find} would find and whose path is wanted. */
        TargetListing list(Predicate<String> wanted) throws IOException, TrustException {
            List<TargetListing.Problem> problems = new ArrayList<>();
            DelegationListing walk = new DelegationListing(stage);
            for (Optional<RoleAuthority> role = walk.needed(); role.isPresent(); role = walk.needed()) {
                ahead(walk.upcoming(source.window()));
                try {
                    walk.visit(load(role.get()));
                } catch (TrustException | NotAvailableException e) {
                    problems.add(new TargetListing.Problem(role.get().name(), e));
                    walk.skip();
                }
            }
            List<DelegationSearch.Found> found = new ArrayList<>();
            for (String path : walk.paths()) {
                if (wanted.test(path)) {
                    try {
                        found.addAll(find(List.of(path)).values());
                    } catch (TrustException | NotAvailableException e) {
                        // a role on the way to it is among the problems already
                    }
                }
            }
            return new TargetListing(found, problems, walk.truncated());
        }
    }
}
