package dev.tufa.apt.archive.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The relations of a package in one field (Debian Policy §7.1): all of the groups hold, and of each group one relation is enough.
 *
 * @param groups in their order; none of them empty
 */
public record Relations(List<List<Relation>> groups) {
    /** Relations with at least one group. */
    public Relations {
        groups = groups.stream().map(List::copyOf).toList();
        if (groups.isEmpty() || groups.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("relations: expected at least one, got none");
        }
    }

    /** Reads the value of a field, with or without line ends in it. */
    public static Relations parse(String value, RelationSyntax syntax) throws PolicyException {
        return new Relations(new RelationReader(value, syntax).readAll());
    }

    /** Every relation, whether others are enough or not. */
    public List<Relation> all() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** As policy writes them, in one line. */
    @Override
    public String toString() {
        return groups.stream()
                .map(group -> group.stream().map(Relation::toString).collect(Collectors.joining(" | ")))
                .collect(Collectors.joining(", "));
    }
}
