package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads every targets role on the word of each of its delegators: all that any client can come to, whatever it looks for. */
final class AllRoles {
    private AllRoles() {}

    /** Refuses the tree if a client would refuse any role. */
    static Map<RoleAuthority, Targets> read(ClientUpdate client) throws IOException, TrustException {
        return read(client, Refused.RETHROWN);
    }

    /** The roles that a client accepts. */
    static Map<RoleAuthority, Targets> read(ClientUpdate client, Refused refused) throws IOException, TrustException {
        Map<RoleAuthority, Targets> all = new LinkedHashMap<>();
        Set<Place> seen = new HashSet<>();
        Deque<RoleAuthority> ahead = new ArrayDeque<>();
        ahead.add(client.stage().topLevel());
        while (!ahead.isEmpty()) {
            RoleAuthority authority = ahead.remove();
            if (!seen.add(Place.of(authority))) {
                continue;
            }
            try {
                Targets targets = client.targets(authority);
                all.put(authority, targets);
                targets.delegations().ifPresent(delegations -> addAll(authority.name(), delegations, client, ahead));
            } catch (TrustException e) {
                refused.untrusted(authority, e);
            } catch (MissingFileException e) {
                refused.missing(authority, e);
            }
        }
        return all;
    }

    private static void addAll(
            String delegator, Delegations delegations, ClientUpdate client, Deque<RoleAuthority> ahead) {
        for (DelegatedRole role : delegations.roles()) {
            ahead.add(new RoleAuthority(delegator, role.name(), role.role(), delegations.keys()));
        }
        if (delegations.succinctRoles().isPresent()) {
            SuccinctRoles bins = delegations.succinctRoles().get();
            for (String file : client.stage().snapshot().meta().keySet()) { // of up to 2^32 bins, only these can exist
                String name = MetadataName.role(file);
                if (bins.isBin(name)) {
                    ahead.add(new RoleAuthority(delegator, name, bins.role(), delegations.keys()));
                }
            }
        }
    }

    /** What to do about a role that a client does not accept. */
    interface Refused {
        /** The first one ends the reading. */
        Refused RETHROWN = new Refused() {
            @Override
            public void untrusted(RoleAuthority role, TrustException why) throws TrustException {
                throw why;
            }

            @Override
            public void missing(RoleAuthority role, MissingFileException why) throws IOException {
                throw why;
            }
        };

        void untrusted(RoleAuthority role, TrustException why) throws TrustException;

        void missing(RoleAuthority role, MissingFileException why) throws IOException, TrustException;
    }
}
