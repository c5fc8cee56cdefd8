package dev.tufa.apt.archive.policy;

import java.util.List;
import java.util.Optional;

/**
 * One package that a relation names, and when it counts (Debian Policy §7.1).
 *
 * @param name of the package
 * @param qualifier of which architecture it may be: {@code any}, {@code native} or one architecture; empty leaves that to the field
 * @param versions which of its versions are meant; empty means all
 * @param architectures where the relation holds: each with {@code !} before it or none; empty means everywhere. In source packages
 *     only
 * @param profiles in which builds the relation holds: one of these lists of build profiles, each with {@code !} before it where it must
 *     be off; empty means in all. In source packages only
 */
public record Relation(
        PackageName name,
        Optional<Architecture> qualifier,
        Optional<VersionBound> versions,
        List<Restriction> architectures,
        List<List<Restriction>> profiles) {
    /** A relation with its lists in their order. */
    public Relation {
        architectures = List.copyOf(architectures);
        profiles = profiles.stream().map(List::copyOf).toList();
        if (architectures.stream().map(Restriction::sense).distinct().count() > 1) {
            throw new IllegalArgumentException(name + ": expected ! before all architectures or none");
        }
        if (profiles.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(name + ": expected a build profile, got none");
        }
    }

    /** A relation to all versions of a package. */
    public static Relation to(PackageName name) {
        return new Relation(name, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** A relation to some versions of a package. */
    public static Relation to(PackageName name, VersionBound versions) {
        return new Relation(name, Optional.empty(), Optional.of(versions), List.of(), List.of());
    }

    /** As policy writes it: {@code name:any (>= 1.0) [amd64] <!nocheck>}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name.text());
        qualifier.ifPresent(each -> text.append(':').append(each));
        versions.ifPresent(each -> text.append(' ').append(each));
        if (!architectures.isEmpty()) {
            text.append(" [").append(joined(architectures)).append(']');
        }
        for (List<Restriction> list : profiles) {
            text.append(" <").append(joined(list)).append('>');
        }
        return text.toString();
    }

    private static String joined(List<Restriction> restrictions) {
        return String.join(" ", restrictions.stream().map(Restriction::toString).toList());
    }
}
