package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.RoleAuthority;
import java.util.Objects;

/** Where a role is in the tree of delegations: it is trusted on the word of one delegator at a time. */
record Place(String delegator, String role) {
    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof Place that && delegator.equals(that.delegator) && role.equals(that.role);
    }

    @Override
    public int hashCode() {
        return Objects.hash(delegator, role);
    }

    static Place of(RoleAuthority authority) {
        return new Place(authority.delegator(), authority.name());
    }
}
