package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A targets role that is to get a new version.
 *
 * @param chain the names of the roles that lead to it, from {@code targets} on
 * @param authority whose word it is trusted on
 * @param bin whether it is one of many that share the targets by hash
 * @param edit reads the role and lays its changes over it; empty if it need not be signed after all
 */
record RoleWork(List<String> chain, RoleAuthority authority, boolean bin, Reader edit) {
    RoleWork {
        chain = List.copyOf(chain);
    }

    /** A role that has been read already. */
    static RoleWork of(RoleEdit role) {
        return new RoleWork(role.chain(), role.authority(), role.isBin(), () -> Optional.of(role));
    }

    /** A hash bin that is read when it is its turn, for there may be more than fit into memory. */
    static RoleWork ofBin(RoleEdit delegator, RoleAuthority authority, Reader edit) {
        List<String> chain = new ArrayList<>(delegator.chain());
        chain.add(authority.name());
        return new RoleWork(chain, authority, true, edit);
    }

    String name() {
        return authority.name();
    }

    /** Reads a role. */
    @FunctionalInterface
    interface Reader {
        Optional<RoleEdit> read() throws RepositoryException, IOException, TrustException;
    }
}
