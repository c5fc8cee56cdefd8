package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;

/** Where a role is in the tree of delegations: it is trusted on the word of one delegator at a time. */
record Place(String delegator, String role) {
    static Place of(RoleAuthority authority) {
        return new Place(authority.delegator(), authority.name());
    }
}
