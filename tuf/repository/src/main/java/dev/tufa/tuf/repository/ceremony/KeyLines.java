package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.refusal.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says who signs a role, and how that changes. */
final class KeyLines {
    private final Map<String, String> holders;
    private final List<String> lines;

    KeyLines(Map<String, String> holders, List<String> lines) {
        this.holders = holders;
        this.lines = lines;
    }

    void show(int depth, String role, Optional<RoleAuthority> before, Optional<RoleAuthority> after) {
        String indent = "  ".repeat(depth);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        if (after.isEmpty()) {
            lines.add("%s- role %s".formatted(indent, Printable.of(role)));
            return;
        }
        RoleAuthority now = after.get();
        lines.add("%skeys of %s: %s%s"
                .formatted(
                        indent,
                        Printable.of(role),
                        count(now.role()),
                        before.filter(old -> !count(old.role()).equals(count(now.role())))
                                .map(old -> "; before: " + count(old.role()))
                                .orElse("")));
        Set<String> all = new TreeSet<>(now.role().keyIds());
        before.ifPresent(old -> all.addAll(old.role().keyIds()));
        List<String> keyIds = new ArrayList<>(all);
        keyIds.sort(Comparator.comparing((String keyId) -> sign(keyId, before, now))
                .thenComparing(keyId -> holders.getOrDefault(keyId, "")));
        for (String keyId : keyIds) {
            lines.add("%s  %s %s".formatted(indent, sign(keyId, before, now), key(keyId, before, now)));
        }
        Unknown.show(
                lines,
                depth + 1,
                before.map(old -> old.role().unknown()),
                now.role().unknown());
    }

    private static String count(Role role) {
        return "%d of %d have to sign".formatted(role.threshold(), role.keyIds().size());
    }

    private static String sign(String keyId, Optional<RoleAuthority> before, RoleAuthority after) {
        boolean was = before.isPresent() && before.get().role().keyIds().contains(keyId);
        boolean is = after.role().keyIds().contains(keyId);
        if (was && is) {
            Key old = before.get().keys().get(keyId);
            return old != null && old.equals(after.keys().get(keyId)) ? "=" : "!";
        }
        return is ? "+" : "-";
    }

    private String key(String keyId, Optional<RoleAuthority> before, RoleAuthority after) {
        Key key = after.keys().get(keyId);
        Key old = before.map(authority -> authority.keys().get(keyId)).orElse(key);
        Key shown = key != null ? key : old;
        String holder = holders.get(keyId);
        return "%s %s%s%s"
                .formatted(
                        Printable.of(keyId),
                        shown == null ? "without a public key" : Printable.of(shown.scheme()),
                        holder == null ? "" : " (%s)".formatted(Printable.of(holder)),
                        sign(keyId, before, after).equals("!") ? " ANOTHER PUBLIC KEY under the same id" : "");
    }

    /** Keys that a root lists and gives to no role. */
    void unused(Root root) {
        Set<String> used = new TreeSet<>();
        root.roles().values().forEach(role -> used.addAll(role.keyIds()));
        for (String keyId : root.keys().keySet()) {
            if (!used.contains(keyId)) {
                lines.add("  key of no role: " + Printable.of(keyId));
            }
        }
    }
}
