package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.metadata.SuccinctRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A role where somebody delegates to it, before it is read.
 *
 * @param authority the word of the delegator
 * @param bin whether it is one of many that share targets by hash
 * @param bins these as a whole, if their names have a beginning in common
 */
record DelegatedPlace(RoleAuthority authority, boolean bin, Optional<BinGroup> bins) {
    static DelegatedPlace topLevel(ClientUpdate live) {
        return new DelegatedPlace(live.stage().topLevel(), false, Optional.empty());
    }

    /** All to whom a role delegates; of up to 2^32 bins (TAP 15), only those that the snapshot lists can exist. */
    static List<DelegatedPlace> below(String delegator, Delegations delegations, Snapshot snapshot) {
        List<DelegatedPlace> places = new ArrayList<>();
        for (DelegatedRole role : delegations.roles()) {
            places.add(new DelegatedPlace(
                    new RoleAuthority(delegator, role.name(), role.role(), delegations.keys()),
                    role.scope() instanceof PathScope.HashPrefixes,
                    BinGroup.of(role)));
        }
        if (delegations.succinctRoles().isPresent()) {
            SuccinctRoles bins = delegations.succinctRoles().get();
            Optional<BinGroup> group = Optional.of(new BinGroup(bins.namePrefix()));
            for (String file : snapshot.files()) {
                String name = MetadataName.role(file);
                if (bins.isBin(name)) {
                    places.add(new DelegatedPlace(
                            new RoleAuthority(delegator, name, bins.role(), delegations.keys()), true, group));
                }
            }
        }
        return places;
    }

    String name() {
        return authority.name();
    }

    Place place() {
        return Place.of(authority);
    }
}
