package dev.tufa.tuf.trust;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TUF 1.0.34 §5.6.7: the pre-order depth-first search for a target, as a walk that says which role it needs next and is told
 * what that role says. It fetches and verifies nothing.
 *
 * <pre>{@code
 * for (var role = search.needed(); role.isPresent(); role = search.needed()) {
 *   search.visit(verifiedTargetsOf(role.get()));
 * }
 * return search.found();
 * }</pre>
 */
public final class DelegationSearch {
    private final TargetPath target;
    private final int mostVisited;
    private final Deque<RoleAuthority> ahead = new ArrayDeque<>();
    private final Set<String> visited = new HashSet<>();
    private Optional<Found> found = Optional.empty();

    /** A search from the top-level targets role. */
    public DelegationSearch(TargetPath target, TargetsStage stage) {
        this(target, stage.topLevel(), stage.limits().visitedRoles());
    }

    /** A search from another role, of which somebody else than the root says who signs it (TAP 13). */
    public DelegationSearch(TargetPath target, RoleAuthority beginning, TargetsStage stage) {
        this(target, beginning, stage.limits().visitedRoles());
    }

    DelegationSearch(TargetPath target, RoleAuthority topLevel, int mostDelegatedRoles) {
        this.target = target;
        this.mostVisited = mostDelegatedRoles + 1;
        ahead.push(topLevel);
    }

    /** The role whose metadata the search needs now; empty when it has ended. */
    public Optional<RoleAuthority> needed() {
        while (!ahead.isEmpty() && visited.contains(ahead.peek().name())) { // §5.6.7.1: "skip this role"
            ahead.pop();
        }
        return visited.size() < mostVisited ? Optional.ofNullable(ahead.peek()) : Optional.empty();
    }

    /** Roles that the search would need after the needed one, unless that one has the target. */
    public List<RoleAuthority> upcoming(int most) {
        return ahead.stream()
                .filter(role -> !visited.contains(role.name()))
                .skip(1)
                .limit(most)
                .toList();
    }

    /** Goes on with what the needed role says. */
    public void visit(Targets targets) {
        RoleAuthority role = needed().orElseThrow(() -> new IllegalStateException("the search has ended"));
        ahead.pop();
        visited.add(role.name());
        Optional<TargetFile> described = targets.find(target.text());
        if (described.isPresent()) { // §5.6.7.1: "contains metadata about the desired target"
            found = Optional.of(new Found(described.get(), role.name()));
            ahead.clear();
            return;
        }
        Deque<RoleAuthority> covering = new ArrayDeque<>();
        for (Delegations.Delegation delegation : covering(role, targets)) { // §5.6.7.2: "in order of appearance"
            covering.push(delegation.authority());
            if (delegation.terminating()) { // §5.6.7.2.1: nothing after it, here or further up, is considered
                ahead.clear();
                break;
            }
        }
        covering.forEach(ahead::push);
    }

    private List<Delegations.Delegation> covering(RoleAuthority role, Targets targets) {
        return targets.delegations()
                .map(delegations -> delegations.covering(role.name(), target))
                .orElse(List.of());
    }

    /** What was found; empty while the search goes on, and when no role describes the target. */
    public Optional<Found> found() {
        return found;
    }

    /**
     * A target, and the role that describes it.
     *
     * @param role the name of the most trusted role that has metadata about the target
     */
    public record Found(TargetFile target, String role) {}
}
