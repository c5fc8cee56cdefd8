package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Root;
import dev.tufa.tuf.metadata.Signed;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What signing an event changes, in words, role by role: computed from the bytes that are signed and the files that clients have, and
 * from nothing that anybody says of them. Text from these is made safe to show.
 */
public final class Difference {
    private final List<String> lines = new ArrayList<>();
    private final Event event;
    private final Instant now;
    private final KeyLines keys;
    private final int most;

    private Difference(EventFile file, Instant now, int most) {
        this.event = file.event();
        this.now = now;
        this.most = most;
        this.keys = new KeyLines(file.holders(), lines);
    }

    /**
     * The lines to show.
     *
     * @param now for saying how long something is good
     * @param most how many targets of a kind are listed of each role; how many there are is always said
     */
    public static List<String> of(EventFile file, Instant now, int most) {
        Difference difference = new Difference(file, now, most);
        file.event().parts().forEach(difference::part);
        return List.copyOf(difference.lines);
    }

    private void part(Part part) {
        Optional<Part> before = event.published(part.role()).map(Published::part);
        String version = before.map(old -> "version %d -> %d".formatted(old.version(), part.version()))
                .orElseGet(() -> "new, version " + part.version());
        line(0, text(part.role()) + ": " + version);
        line(1, "sha256 " + part.sha256());
        header(before.map(Part::signed).map(Signed::header), part.signed().header());
        if (part.signed() instanceof Root root) {
            root(before.map(Part::root), root);
        } else if (part.signed() instanceof Targets targets) {
            new TargetLines(lines, most).show(before.map(Part::targets), targets);
            new DelegationLines(lines, keys)
                    .show(before.flatMap(old -> old.targets().delegations()), targets.delegations());
        }
        line(1, "has to be signed by");
        for (Requirement requirement : event.requirements(part)) {
            Role role = requirement.authority().role();
            line(
                    2,
                    "%d of the %d keys of %s"
                            .formatted(role.threshold(), role.keyIds().size(), text(requirement.asker())));
        }
    }

    private void header(Optional<Header> before, Header after) {
        String old = before.map(header -> "; before: until " + header.expires()).orElse("");
        line(1, "good until %s, %s%s".formatted(after.expires(), left(after.expires()), old));
        if (before.isPresent() && !before.get().specVersion().equals(after.specVersion())) {
            line(1, "specification %s -> %s".formatted(text(before.get().specVersion()), text(after.specVersion())));
        }
        Unknown.show(lines, 1, before.map(Header::unknown), after.unknown());
    }

    private String left(Instant expires) {
        long days = Duration.between(now, expires).toDays();
        if (!expires.isAfter(now)) {
            return "which is PAST";
        }
        return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }

    private void root(Optional<Root> before, Root after) {
        if (before.isPresent() && !before.get().consistentSnapshot().equals(after.consistentSnapshot())) {
            line(1, "consistent snapshots: %s -> %s".formatted(shown(before.get()), shown(after)));
        }
        for (RoleType type : RoleType.values()) {
            after.authority(type)
                    .ifPresent(authority -> keys.show(
                            1, type.text(), before.flatMap(old -> old.authority(type)), Optional.of(authority)));
            if (after.authority(type).isEmpty()
                    && before.flatMap(old -> old.authority(type)).isPresent()) {
                line(1, "- role " + type.text());
            }
        }
        Unknown.show(lines, 1, before.map(Root::unknownRoles), after.unknownRoles());
        keys.unused(after);
    }

    private static String shown(Root root) {
        return root.consistentSnapshot().map(String::valueOf).orElse("not said");
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }

    static String text(String untrusted) {
        return Printable.of(untrusted);
    }
}
