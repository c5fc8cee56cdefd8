package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.SuccinctRoles;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hash bins as a whole. Their name ends with {@code -*}, which no role's name does.
 *
 * @param namePrefix what the names of the bins start with, before {@code -} and their number in hex
 */
record BinGroup(String namePrefix) {
    private static final String SUFFIX = "-*";
    private static final Pattern BIN = Pattern.compile("(.+)-[0-9a-f]+");

    /** The bins that a name such as {@code bin-*} means; empty if it means one role. */
    static Optional<BinGroup> named(String name) {
        return name.endsWith(SUFFIX)
                ? Optional.of(new BinGroup(name.substring(0, name.length() - SUFFIX.length())))
                : Optional.empty();
    }

    /** The bins of which a role is one. */
    static Optional<BinGroup> of(Delegations delegations, String role) {
        Optional<SuccinctRoles> succinct = delegations.succinctRoles();
        if (succinct.isPresent()) {
            return succinct.filter(bins -> bins.isBin(role)).map(bins -> new BinGroup(bins.namePrefix()));
        }
        return delegations.roles().stream()
                .filter(other -> other.name().equals(role))
                .findFirst()
                .flatMap(BinGroup::of);
    }

    /** The bins of which a delegated role is one. */
    static Optional<BinGroup> of(DelegatedRole role) {
        Matcher bin = BIN.matcher(role.name());
        return role.scope() instanceof PathScope.HashPrefixes && bin.matches()
                ? Optional.of(new BinGroup(bin.group(1)))
                : Optional.empty();
    }

    String name() {
        return namePrefix + SUFFIX;
    }

    boolean has(SuccinctRoles bins) {
        return bins.namePrefix().equals(namePrefix);
    }

    boolean has(DelegatedRole role) {
        return of(role).filter(this::equals).isPresent();
    }
}
