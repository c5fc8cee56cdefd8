package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.Targets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A walk over every role that the top-level targets role delegates to, directly or not, that collects the target paths they
 * name. Whether a role may speak of a path is not judged here: each path that was collected is looked up by a {@link
 * DelegationSearch}. It fetches and verifies nothing.
 */
public final class DelegationListing {
    private final TargetsStage stage;
    private final Deque<RoleAuthority> ahead = new ArrayDeque<>();
    private final Set<String> visited = new HashSet<>();
    private final Set<String> paths = new TreeSet<>();

    /** A walk from the top-level targets role. */
    public DelegationListing(TargetsStage stage) {
        this.stage = stage;
        ahead.add(stage.topLevel());
    }

    /** The role whose metadata the walk needs now; empty when it has ended, or has read as many roles as limits allow. */
    public Optional<RoleAuthority> needed() {
        while (!ahead.isEmpty() && visited.contains(ahead.peek().name())) {
            ahead.remove();
        }
        return visited.size() < stage.limits().listedRoles() ? Optional.ofNullable(ahead.peek()) : Optional.empty();
    }

    /** Roles that the walk will need after the needed one, as far as is known. */
    public List<RoleAuthority> upcoming(int most) {
        return ahead.stream()
                .filter(role -> !visited.contains(role.name()))
                .skip(1)
                .limit(most)
                .toList();
    }

    /** Whether roles were left out because there are more than limits allow. */
    public boolean truncated() {
        return needed().isEmpty() && !ahead.isEmpty();
    }

    /** Goes on with what the needed role says. */
    public void visit(Targets targets) {
        RoleAuthority role = take();
        paths.addAll(targets.targets().keySet());
        targets.delegations().ifPresent(delegations -> addAll(role.name(), delegations));
    }

    /** Goes on without the needed role, whose metadata could not be trusted. */
    public void skip() {
        take();
    }

    private RoleAuthority take() {
        RoleAuthority role = needed().orElseThrow(() -> new IllegalStateException("the walk has ended"));
        ahead.remove();
        visited.add(role.name());
        return role;
    }

    private void addAll(String delegator, Delegations delegations) {
        for (DelegatedRole role : delegations.roles()) {
            ahead.add(new RoleAuthority(delegator, role.name(), role.role(), delegations.keys()));
        }
        delegations.succinctRoles().ifPresent(bins -> addBins(delegator, delegations, bins));
    }

    /** Of up to 2^32 bins, only those that the snapshot lists can exist. */
    private void addBins(String delegator, Delegations delegations, SuccinctRoles bins) {
        for (String file : stage.snapshot().files()) {
            String name = file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : "";
            if (bins.isBin(name)) {
                ahead.add(new RoleAuthority(delegator, name, bins.role(), delegations.keys()));
            }
        }
    }

    /** The target paths that were named, in order; unmodifiable. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(paths);
    }
}
