package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.SuccinctRoles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes to what a role delegates (TUF 1.0.34 §4.5, TAP 15). */
final class DelegationEdits {
    private static final Delegations NOTHING = Delegations.of(Map.of(), List.of());
    private static final int BITS_PER_DIGIT = 4;

    private DelegationEdits() {}

    /** Adds a named role at the end: it comes after all that have been delegated to before. */
    static void add(RoleEdit delegator, Change.Delegate delegate, Map<String, Key> keys) throws ChangeRefusedException {
        Role role = Role.of(keys.keySet(), delegate.keys().threshold());
        addRoles(
                delegator,
                List.of(new DelegatedRole(delegate.name(), role, delegate.terminating(), delegate.scope())),
                keys);
    }

    static void add(RoleEdit delegator, Change.DelegateBins bins, Map<String, Key> keys) throws ChangeRefusedException {
        Role role = Role.of(keys.keySet(), bins.keys().threshold());
        SuccinctRoles succinct = new SuccinctRoles(role, bins.bitLength(), bins.namePrefix());
        switch (bins.style()) {
            case SUCCINCT -> {
                if (delegator.delegations().filter(other -> !isNothing(other)).isPresent()) {
                    throw new ChangeRefusedException(
                            "%s: expected no delegations beside succinct bins, got some".formatted(delegator.name()));
                }
                delegator.delegate(Delegations.of(keys, succinct));
            }
            case PATH_HASH_PREFIXES -> {
                List<DelegatedRole> roles = new ArrayList<>();
                for (int number = 0; number < succinct.count(); number++) {
                    PathScope scope = new PathScope.HashPrefixes(prefixes(number, bins.bitLength()));
                    roles.add(new DelegatedRole(succinct.binName(number), role, false, scope));
                }
                addRoles(delegator, roles, keys);
            }
        }
    }

    /** The names of all bins, in the order of their numbers. */
    static List<String> binNames(Change.DelegateBins bins) {
        SuccinctRoles succinct = new SuccinctRoles(Role.of(Set.of(), 1), bins.bitLength(), bins.namePrefix());
        List<String> names = new ArrayList<>();
        for (long number = 0; number < succinct.count(); number++) {
            names.add(succinct.binName(number));
        }
        return names;
    }

    /** The hex prefixes of all digests whose first bits are a bin's number. */
    private static List<String> prefixes(int number, int bitLength) {
        int digits = (bitLength + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT;
        int each = 1 << (digits * BITS_PER_DIGIT - bitLength);
        List<String> prefixes = new ArrayList<>();
        for (int prefix = number * each; prefix < (number + 1) * each; prefix++) {
            String hex = Integer.toHexString(prefix);
            prefixes.add("0".repeat(digits - hex.length()) + hex);
        }
        return prefixes;
    }

    /** Takes a named role away, and the keys that no other role needs. */
    static void remove(RoleEdit delegator, String name) throws ChangeRefusedException {
        Delegations old = delegator.delegations().orElse(NOTHING);
        List<DelegatedRole> roles =
                old.roles().stream().filter(role -> !role.name().equals(name)).toList();
        if (roles.size() == old.roles().size()) {
            throw new ChangeRefusedException(
                    "%s: expected a delegation to %s, got none".formatted(delegator.name(), name));
        }
        Set<String> needed = new HashSet<>();
        roles.forEach(role -> needed.addAll(role.role().keyIds()));
        Map<String, Key> keys = new HashMap<>(old.keys());
        keys.keySet().retainAll(needed);
        delegator.delegate(new Delegations(keys, roles, Optional.empty(), old.unknown()));
    }

    private static void addRoles(RoleEdit delegator, List<DelegatedRole> more, Map<String, Key> moreKeys)
            throws ChangeRefusedException {
        Delegations old = delegator.delegations().orElse(NOTHING);
        if (old.succinctRoles().isPresent()) {
            throw new ChangeRefusedException("%s: expected a role without succinct bins, got %s-*"
                    .formatted(delegator.name(), old.succinctRoles().get().namePrefix()));
        }
        List<DelegatedRole> roles = new ArrayList<>(old.roles());
        roles.addAll(more);
        Map<String, Key> keys = new HashMap<>(old.keys());
        keys.putAll(moreKeys);
        delegator.delegate(new Delegations(keys, roles, Optional.empty(), old.unknown()));
    }

    private static boolean isNothing(Delegations delegations) {
        return delegations.roles().isEmpty()
                && delegations.succinctRoles().isEmpty()
                && delegations.unknown().equals(JsonObject.EMPTY);
    }
}
