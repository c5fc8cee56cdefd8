package dev.tufa.tuf.metadata;

import java.util.Map;
import java.util.Objects;

/**
 * By whose word, and with which keys, metadata is accepted as a role's: all that verifying needs. Top-level roles have it from
 * root, delegated ones from the role that delegates to them.
 *
 * @param delegator the name of the role that says so
 * @param name the name of the role
 * @param role its key ids and threshold
 * @param keys the keys that the delegator lists, by key id
 */
public record RoleAuthority(String delegator, String name, Role role, Map<String, Key> keys) {
    @Override
    public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
        return other instanceof RoleAuthority that
                && delegator.equals(that.delegator)
                && name.equals(that.name)
                && Objects.equals(role, that.role)
                && Objects.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Objects.hash(delegator, name, role, keys);
    }

    /** The name of the role's file, without version prefix. */
    public String file() {
        return name + ".json";
    }
}
