package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.refusal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Changes to what a role delegates (TUF 1.0.34 §4.5, TAP 15). A name such as {@code bin-*} means hash bins as a whole. */
final class DelegationEdits {
    private static final Delegations NOTHING = Delegations.of(Map.of(), List.of());

    private DelegationEdits() {}

    /** What a role delegates. */
    static Delegations of(RoleEdit delegator) {
        return delegator.delegations().orElse(NOTHING);
    }

    /** Adds a named role: it comes after all that have been delegated to before, or right before the one that it says. */
    static void add(RoleEdit delegator, Change.Delegate delegate, Map<String, Key> keys) throws ChangeRefusedException {
        Role role = Role.of(keys.keySet(), delegate.keys().threshold());
        List<DelegatedRole> added =
                List.of(new DelegatedRole(delegate.name(), role, delegate.terminating(), delegate.scope()));
        addRoles(delegator, added, place(delegator, delegate), keys);
    }

    private static int place(RoleEdit delegator, Change.Delegate delegate) throws ChangeRefusedException {
        List<String> names =
                of(delegator).roles().stream().map(DelegatedRole::name).toList();
        int place = delegate.before().isEmpty()
                ? names.size()
                : names.indexOf(delegate.before().get());
        if (place < 0) {
            throw none(delegator, delegate.before().orElseThrow());
        }
        return place;
    }

    /** The names of the roles that a name means. */
    static List<String> names(RoleEdit delegator, String name) throws ChangeRefusedException {
        Delegations delegations = of(delegator);
        Optional<BinGroup> group = BinGroup.named(name);
        Optional<SuccinctRoles> succinct = delegations
                .succinctRoles()
                .filter(bins -> group.filter(all -> all.has(bins)).isPresent());
        if (succinct.isPresent()) {
            return BinEdits.names(succinct.get().bitLength(), succinct.get().namePrefix());
        }
        List<String> names = delegations.roles().stream()
                .filter(meantBy(name))
                .map(DelegatedRole::name)
                .toList();
        if (names.isEmpty()) {
            throw none(delegator, name);
        }
        return names;
    }

    /** Takes a named role or hash bins away, and the keys that no other role needs. */
    static void remove(RoleEdit delegator, String name) throws ChangeRefusedException {
        names(delegator, name);
        Delegations old = of(delegator);
        List<DelegatedRole> roles =
                BinGroup.named(name).isPresent() && old.succinctRoles().isPresent()
                        ? List.of()
                        : old.roles().stream().filter(meantBy(name).negate()).toList();
        delegator.delegate(new Delegations(only(old.keys(), keyIds(roles)), roles, Optional.empty(), old.unknown()));
    }

    /** Gives a named role, or all hash bins, other keys. */
    static void replaceKeys(RoleEdit delegator, Change.ReplaceKeys change, Map<String, Key> keys)
            throws ChangeRefusedException {
        replace(delegator, change.name(), keys, change.keys().threshold());
    }

    /** Lets another number of the same keys be enough for a named role, or for all hash bins. */
    static void setThreshold(RoleEdit delegator, Change.SetThreshold change) throws ChangeRefusedException {
        String name = names(delegator, change.name()).get(0);
        Role old = ClientUpdate.delegation(of(delegator), delegator.name(), name)
                .orElseThrow()
                .role();
        requireThreshold(change, old);
        Map<String, Key> keys = only(of(delegator).keys(), old.keyIds());
        replace(delegator, change.name(), keys, change.threshold());
    }

    static void requireThreshold(Change.SetThreshold change, Role old) throws ChangeRefusedException {
        int keys = old.keyIds().size();
        if (change.threshold() > keys) {
            throw new ChangeRefusedException("threshold of %s: expected 1 to %d, as many as it has keys, got %d"
                    .formatted(Printable.of(change.name()), keys, change.threshold()));
        }
        if (change.threshold() == old.threshold()) {
            throw new ChangeRefusedException("threshold of %s: expected another than it has, got %d"
                    .formatted(Printable.of(change.name()), change.threshold()));
        }
    }

    private static void replace(RoleEdit delegator, String name, Map<String, Key> newKeys, int threshold)
            throws ChangeRefusedException {
        names(delegator, name);
        Delegations old = of(delegator);
        Optional<SuccinctRoles> succinct = old.succinctRoles()
                .map(bins ->
                        new SuccinctRoles(with(bins.role(), newKeys, threshold), bins.bitLength(), bins.namePrefix()));
        List<DelegatedRole> roles = new ArrayList<>();
        for (DelegatedRole role : old.roles()) {
            roles.add(
                    meantBy(name).test(role)
                            ? new DelegatedRole(
                                    role.name(),
                                    with(role.role(), newKeys, threshold),
                                    role.terminating(),
                                    role.scope())
                            : role);
        }
        Map<String, Key> keys = new HashMap<>(old.keys());
        keys.putAll(newKeys);
        Set<String> needed = keyIds(roles);
        succinct.ifPresent(bins -> needed.addAll(bins.role().keyIds()));
        delegator.delegate(new Delegations(only(keys, needed), roles, succinct, old.unknown()));
    }

    private static Role with(Role old, Map<String, Key> keys, int threshold) {
        return new Role(new TreeSet<>(keys.keySet()), threshold, old.unknown());
    }

    /**
     * Adds named roles.
     *
     * @param place how many of those that are there come before them
     */
    static void addRoles(RoleEdit delegator, List<DelegatedRole> more, int place, Map<String, Key> moreKeys)
            throws ChangeRefusedException {
        Delegations old = of(delegator);
        if (old.succinctRoles().isPresent()) {
            throw new ChangeRefusedException("%s: expected a role without succinct bins, got %s-*"
                    .formatted(delegator.name(), old.succinctRoles().get().namePrefix()));
        }
        List<DelegatedRole> roles = new ArrayList<>(old.roles());
        roles.addAll(place, more);
        Map<String, Key> keys = new HashMap<>(old.keys());
        keys.putAll(moreKeys);
        delegator.delegate(new Delegations(keys, roles, Optional.empty(), old.unknown()));
    }

    static Map<String, Key> only(Map<String, Key> keys, Set<String> keyIds) {
        Map<String, Key> only = new HashMap<>(keys);
        only.keySet().retainAll(keyIds);
        return only;
    }

    static boolean isNothing(Delegations delegations) {
        return delegations.roles().isEmpty()
                && delegations.succinctRoles().isEmpty()
                && delegations.unknown().equals(JsonObject.EMPTY);
    }

    static ChangeRefusedException none(RoleEdit delegator, String name) {
        return new ChangeRefusedException(
                "%s: expected a delegation to %s, got none".formatted(delegator.name(), Printable.of(name)));
    }

    private static Predicate<DelegatedRole> meantBy(String name) {
        Optional<BinGroup> group = BinGroup.named(name);
        return role -> group.isPresent() ? group.get().has(role) : role.name().equals(name);
    }

    private static Set<String> keyIds(List<DelegatedRole> roles) {
        Set<String> keyIds = new HashSet<>();
        roles.forEach(role -> keyIds.addAll(role.role().keyIds()));
        return keyIds;
    }
}
