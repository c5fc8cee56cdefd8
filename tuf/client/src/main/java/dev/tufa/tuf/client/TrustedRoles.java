package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationListing;
import dev.tufa.tuf.trust.DelegationSearch;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** TUF 1.0.34 §5.6: the targets roles of one update, each read once on the word of each of its delegators. */
final class TrustedRoles {
    private final TargetsStage stage;
    private final MetadataStore store;
    private final Refresh.MetadataFetch fetch;
    private final Map<Map.Entry<String, String>, Trusted> trustedByDelegatorAndName = new HashMap<>();

    TrustedRoles(TargetsStage stage, MetadataStore store, Refresh.MetadataFetch fetch) {
        this.stage = stage;
        this.store = store;
        this.fetch = fetch;
    }

    TargetsStage stage() {
        return stage;
    }

    /** A role's metadata: stored, if that is still what the snapshot names, or fetched. */
    Targets load(RoleAuthority authority) throws IOException, TrustException {
        Map.Entry<String, String> edge = Map.entry(authority.delegator(), authority.name());
        Trusted known = trustedByDelegatorAndName.get(edge);
        if (known != null
                && known.authority().equals(authority)) { // another file of that delegator may name other keys
            return known.targets();
        }
        MetadataRequest request = stage.request(authority);
        Targets targets = stored(authority, request);
        if (targets == null) {
            byte[] offered = fetch.fetch(request);
            targets = stage.accept(authority, offered);
            store.write(authority.name(), offered); // §5.6.6
        }
        trustedByDelegatorAndName.put(edge, new Trusted(authority, targets));
        return targets;
    }

    private @Nullable Targets stored(RoleAuthority authority, MetadataRequest request) {
        Optional<byte[]> stored = store.read(authority.name(), request.maxBytes());
        try {
            return stored.isPresent() ? stage.accept(authority, stored.get()) : null;
        } catch (TrustException e) {
            return null; // damaged, expired, of another version or of another delegator: fetched and judged anew
        }
    }

    /** §5.6.7: the most trusted description of a target. */
    Optional<DelegationSearch.Found> find(String targetPath) throws IOException, TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(targetPath), stage);
        for (Optional<RoleAuthority> role = search.needed(); role.isPresent(); role = search.needed()) {
            search.visit(load(role.get()));
        }
        return search.found();
    }

    /** Every target that {@link #find} would find and whose path is wanted. */
    TargetListing list(Predicate<String> wanted) throws IOException {
        List<TargetListing.Problem> problems = new ArrayList<>();
        DelegationListing walk = new DelegationListing(stage);
        for (Optional<RoleAuthority> role = walk.needed(); role.isPresent(); role = walk.needed()) {
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
                    find(path).ifPresent(found::add);
                } catch (TrustException | NotAvailableException e) {
                    // a role on the way to it is among the problems already
                }
            }
        }
        return new TargetListing(found, problems, walk.truncated());
    }

    /** What a role says, and on whose word it was believed. */
    private record Trusted(RoleAuthority authority, Targets targets) {}
}
