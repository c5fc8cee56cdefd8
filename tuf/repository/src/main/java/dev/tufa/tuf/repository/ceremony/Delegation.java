package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Targets;
import java.util.Optional;

/** The word of a role about one that it delegates to. */
final class Delegation {
    private Delegation() {}

    static Optional<RoleAuthority> find(Targets targets, String delegator, String name) {
        return targets.delegations()
                .flatMap(all -> all.succinctRoles()
                        .filter(bins -> bins.isBin(name))
                        .map(bins -> new RoleAuthority(delegator, name, bins.role(), all.keys()))
                        .or(() -> all.roles().stream()
                                .filter(role -> role.name().equals(name))
                                .findFirst()
                                .map(role -> new RoleAuthority(delegator, name, role.role(), all.keys()))));
    }
}
