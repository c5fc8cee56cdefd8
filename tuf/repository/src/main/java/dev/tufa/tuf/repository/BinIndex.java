package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetPath;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which hash bin of a role a path falls into: found by its hash, however many bins there are (TUF 1.0.34 §4.5, TAP 15). */
final class BinIndex {
    private final String delegator;
    private final Optional<SuccinctRoles> succinct;
    private final Map<String, DelegatedRole> byPrefix = new HashMap<>();
    private final TreeSet<Integer> lengths = new TreeSet<>();
    private final Delegations delegations;

    private BinIndex(String delegator, Delegations delegations) {
        this.delegator = delegator;
        this.delegations = delegations;
        this.succinct = delegations.succinctRoles();
        for (DelegatedRole role : delegations.roles()) {
            if (role.scope() instanceof PathScope.HashPrefixes hashes) {
                for (String prefix : hashes.prefixes()) {
                    byPrefix.putIfAbsent(prefix.toLowerCase(Locale.ROOT), role);
                    lengths.add(prefix.length());
                }
            }
        }
    }

    /** The bins of a role, if it has any. */
    static Optional<BinIndex> of(RoleEdit role) {
        return role.delegations()
                .map(delegations -> new BinIndex(role.name(), delegations))
                .filter(index -> index.succinct.isPresent() || !index.byPrefix.isEmpty());
    }

    /** The bin that a path falls into, on the word of the role that has the bins. */
    Optional<RoleAuthority> binFor(TargetPath path) {
        if (succinct.isPresent()) {
            SuccinctRoles bins = succinct.get();
            return Optional.of(new RoleAuthority(delegator, bins.binFor(path), bins.role(), delegations.keys()));
        }
        String hash = path.sha256();
        for (int length : lengths) {
            DelegatedRole role = byPrefix.get(hash.substring(0, length));
            if (role != null) {
                return Optional.of(new RoleAuthority(delegator, role.name(), role.role(), delegations.keys()));
            }
        }
        return Optional.empty();
    }
}
