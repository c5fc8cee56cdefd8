package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.metadata.TargetPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes to the hash bins that a role delegates to, in either style (TUF 1.0.34 §4.5, TAP 15). */
final class BinEdits {
    private static final int BITS_PER_DIGIT = 4;

    private BinEdits() {}

    static void add(RoleEdit delegator, Change.DelegateBins bins, Map<String, Key> keys) throws ChangeRefusedException {
        Role role = Role.of(keys.keySet(), bins.keys().threshold());
        SuccinctRoles succinct = new SuccinctRoles(role, bins.bitLength(), bins.namePrefix());
        switch (bins.style()) {
            case SUCCINCT -> addSuccinct(delegator, succinct, keys);
            case PATH_HASH_PREFIXES -> {
                int end = DelegationEdits.of(delegator).roles().size();
                DelegationEdits.addRoles(delegator, roles(succinct, false), end, keys);
            }
        }
    }

    /** Puts bins of another number in the place of a role's bins, with the same keys, threshold and priority. */
    static void replace(RoleEdit delegator, Change.Rebin rebin) throws ChangeRefusedException {
        BinGroup group = new BinGroup(rebin.oldPrefix());
        Delegations old = DelegationEdits.of(delegator);
        Optional<DelegatedRole> first = old.roles().stream().filter(group::has).findFirst();
        Role role = old.succinctRoles()
                .filter(group::has)
                .map(SuccinctRoles::role)
                .or(() -> first.map(DelegatedRole::role))
                .orElseThrow(() -> DelegationEdits.none(delegator, group.name()));
        SuccinctRoles succinct = new SuccinctRoles(role, rebin.bitLength(), rebin.namePrefix());
        Map<String, Key> keys = old.keys();
        DelegationEdits.remove(delegator, group.name());
        switch (rebin.style()) {
            case SUCCINCT -> addSuccinct(delegator, succinct, keys);
            case PATH_HASH_PREFIXES -> {
                boolean terminating = first.map(DelegatedRole::terminating).orElse(false);
                int place = first.map(old.roles()::indexOf).orElse(0);
                DelegationEdits.addRoles(delegator, roles(succinct, terminating), place, keys);
            }
        }
    }

    /** The names of all bins, in the order of their numbers. */
    static List<String> names(int bitLength, String namePrefix) {
        SuccinctRoles succinct = shape(bitLength, namePrefix);
        List<String> names = new ArrayList<>();
        for (long number = 0; number < succinct.count(); number++) {
            names.add(succinct.binName(number));
        }
        return names;
    }

    /** The name of the bin that a target belongs to, whatever the style. */
    static String binFor(int bitLength, String namePrefix, String path) {
        return shape(bitLength, namePrefix).binFor(TargetPath.of(path));
    }

    private static SuccinctRoles shape(int bitLength, String namePrefix) {
        return new SuccinctRoles(Role.of(Set.of(), 1), bitLength, namePrefix);
    }

    private static void addSuccinct(RoleEdit delegator, SuccinctRoles succinct, Map<String, Key> keys)
            throws ChangeRefusedException {
        if (delegator
                .delegations()
                .filter(other -> !DelegationEdits.isNothing(other))
                .isPresent()) {
            throw new ChangeRefusedException(
                    "%s: expected no delegations beside succinct bins, got some".formatted(delegator.name()));
        }
        delegator.delegate(
                Delegations.of(DelegationEdits.only(keys, succinct.role().keyIds()), succinct));
    }

    private static List<DelegatedRole> roles(SuccinctRoles succinct, boolean terminating) {
        List<DelegatedRole> roles = new ArrayList<>();
        for (int number = 0; number < succinct.count(); number++) {
            PathScope scope = new PathScope.HashPrefixes(prefixes(number, succinct.bitLength()));
            roles.add(new DelegatedRole(succinct.binName(number), succinct.role(), terminating, scope));
        }
        return roles;
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
}
