package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathPattern;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.SuccinctRoles;
import dev.tufa.tuf.refusal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says to whom a role delegates what, and how that changes; delegations that stay as they are, are only counted. */
final class DelegationLines {
    private final List<String> lines;
    private final KeyLines keys;

    DelegationLines(List<String> lines, KeyLines keys) {
        this.lines = lines;
        this.keys = keys;
    }

    void show(Optional<Delegations> before, Optional<Delegations> after) {
        if (before.equals(after)) {
            before.ifPresent(same -> lines.add("  delegations: as before"));
            return;
        }
        lines.add("  delegations:");
        List<One> old = all(before);
        List<One> now = all(after);
        for (One one : now) {
            Optional<One> same = old.stream()
                    .filter(other -> other.name().equals(one.name()))
                    .findFirst();
            if (!same.equals(Optional.of(one))) {
                change(same, one);
            }
        }
        for (One one : old) {
            if (now.stream().noneMatch(other -> other.name().equals(one.name()))) {
                lines.add("    - %s %s".formatted(Printable.of(one.name()), one.scope()));
            }
        }
        List<String> order = now.stream().map(One::name).toList();
        if (!order.equals(old.stream().map(One::name).filter(order::contains).toList())
                && old.stream().map(One::name).toList().containsAll(order)) {
            lines.add(
                    "    in another order: " + order.stream().map(Printable::of).collect(Collectors.joining(", ")));
        }
        Unknown.show(
                lines,
                2,
                before.map(Delegations::unknown),
                after.map(Delegations::unknown).orElse(JsonObject.EMPTY));
    }

    private void change(Optional<One> before, One after) {
        String scope = before.filter(old -> !old.scope().equals(after.scope()))
                .map(old -> old.scope() + " -> " + after.scope())
                .orElse(after.scope());
        lines.add("    %s %s %s".formatted(before.isPresent() ? "!" : "+", Printable.of(after.name()), scope));
        keys.show(3, after.name(), before.map(One::authority), Optional.of(after.authority()));
    }

    private static List<One> all(Optional<Delegations> delegations) {
        List<One> all = new ArrayList<>();
        if (delegations.isPresent()) {
            Delegations from = delegations.get();
            from.succinctRoles().ifPresent(bins -> all.add(one(bins, from)));
            from.roles().forEach(role -> all.add(one(role, from)));
        }
        return all;
    }

    private static One one(DelegatedRole role, Delegations from) {
        return new One(
                role.name(),
                scope(role.scope()) + (role.terminating() ? " terminating" : ""),
                authority(new RoleAuthority("", role.name(), role.role(), from.keys())));
    }

    private static One one(SuccinctRoles bins, Delegations from) {
        String name = bins.namePrefix() + "-*";
        return new One(
                name,
                "all paths, in %d hash bins".formatted(bins.count()),
                authority(new RoleAuthority("", name, bins.role(), from.keys())));
    }

    /** With the keys of the role alone, so that another role's keys make no difference. */
    private static RoleAuthority authority(RoleAuthority of) {
        return new RoleAuthority(
                of.delegator(),
                of.name(),
                of.role(),
                of.keys().entrySet().stream()
                        .filter(key -> of.role().keyIds().contains(key.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static String scope(PathScope scope) {
        if (scope instanceof PathScope.Paths paths) {
            return "paths "
                    + paths.patterns().stream()
                            .map(PathPattern::text)
                            .map(Printable::of)
                            .collect(Collectors.joining(", "));
        }
        if (scope instanceof PathScope.HashPrefixes hashes) {
            return "path hashes "
                    + hashes.prefixes().stream().map(Printable::of).collect(Collectors.joining(", "));
        }
        return "no paths";
    }

    private record One(String name, String scope, RoleAuthority authority) {}
}
