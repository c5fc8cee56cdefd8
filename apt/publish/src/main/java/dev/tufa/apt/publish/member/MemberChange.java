package dev.tufa.apt.publish.member;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A package comes into a component of a suite, or leaves it.
 *
 * @param action which of both
 * @param suite of the archive
 * @param component of the suite
 * @param id of a package that the archive has
 */
public record MemberChange(Action action, String suite, String component, PackageId id) {
    /** What happens. */
    public enum Action {
        /** It comes in. */
        ADD,
        /** It leaves. */
        REMOVE
    }

    /** The change that undoes this one. */
    public MemberChange inverse() {
        return new MemberChange(action == Action.ADD ? Action.REMOVE : Action.ADD, suite, component, id);
    }

    /** Makes it in what a component of a suite has. */
    public void applyTo(Set<PackageId> members) {
        if (action == Action.ADD) {
            members.add(id);
        } else {
            members.remove(id);
        }
    }

    /** Whether it is about a component of a suite. */
    public boolean isIn(String ofSuite, String ofComponent) {
        return suite.equals(ofSuite) && component.equals(ofComponent);
    }

    /** What it does, for a person. */
    public String describe() {
        return "%s %s %s %s/%s"
                .formatted(
                        action == Action.ADD ? "add" : "remove",
                        id,
                        action == Action.ADD ? "to" : "from",
                        suite,
                        component);
    }

    /** Changes as a file: a stanza for each. */
    public static byte[] write(Collection<MemberChange> changes) {
        StringBuilder text = new StringBuilder();
        for (MemberChange change : changes) {
            text.append(Stanza.of(List.of(
                            Field.of("Change", change.action == Action.ADD ? "add" : "remove"),
                            Field.of("Suite", change.suite),
                            Field.of("Component", change.component),
                            Field.of("Package", change.id.name()),
                            Field.of("Version", change.id.version()),
                            Field.of("Architecture", change.id.architecture()))))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads changes.
     *
     * @param file what messages call it
     * @throws IOException if it is damaged
     */
    public static List<MemberChange> read(String file, byte[] text) throws IOException {
        List<MemberChange> changes = new ArrayList<>();
        try (Deb822Reader reader = new Deb822Reader(
                file, new ByteArrayInputStream(text), Deb822Reader.Comments.REFUSED, Deb822Limits.DEFAULT)) {
            Optional<Stanza> stanza = reader.next();
            while (stanza.isPresent()) {
                changes.add(read(file, stanza.get()));
                stanza = reader.next();
            }
        }
        return changes;
    }

    private static MemberChange read(String file, Stanza stanza) throws IOException {
        String action = required(file, stanza, "Change");
        if (!action.equals("add") && !action.equals("remove")) {
            throw new IOException("%s: expected add or remove, got \"%s\"".formatted(file, action));
        }
        return new MemberChange(
                action.equals("add") ? Action.ADD : Action.REMOVE,
                required(file, stanza, "Suite"),
                required(file, stanza, "Component"),
                new PackageId(
                        required(file, stanza, "Package"),
                        required(file, stanza, "Version"),
                        required(file, stanza, "Architecture")));
    }

    private static String required(String file, Stanza stanza, String name) throws IOException {
        return stanza.value(name)
                .orElseThrow(() -> new IOException("%s: expected a field %s, got none".formatted(file, name)));
    }
}
