package dev.tufa.apt.archive.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the relations of a field may be made of (Debian Policy §7). */
public enum RelationSyntax {
    /** Depends, Pre-Depends, Recommends, Suggests and Enhances of a binary package. */
    DEPENDENCY(Alternatives.ALLOWED, Versions.ALL, Restrictions.REFUSED),
    /** Conflicts, Breaks and Replaces of a binary package: Debian Policy §7.1 allows no alternatives. */
    CONFLICT(Alternatives.REFUSED, Versions.ALL, Restrictions.REFUSED),
    /** Provides: no alternatives, and exact versions or none (Debian Policy §7.5). */
    PROVISION(Alternatives.REFUSED, Versions.EXACT, Restrictions.REFUSED),
    /** Built-Using and Static-Built-Using: source packages with their exact versions (Debian Policy §7.8). */
    ORIGIN(Alternatives.REFUSED, Versions.EXACT_AND_REQUIRED, Restrictions.REFUSED),
    /** Build-Depends and its kin, of a source package. */
    BUILD_DEPENDENCY(Alternatives.ALLOWED, Versions.ALL, Restrictions.ALLOWED),
    /** Build-Conflicts and its kin, of a source package. */
    BUILD_CONFLICT(Alternatives.REFUSED, Versions.ALL, Restrictions.ALLOWED);

    private static final Map<String, RelationSyntax> OF_BINARIES = Map.ofEntries(
            Map.entry("depends", DEPENDENCY),
            Map.entry("pre-depends", DEPENDENCY),
            Map.entry("recommends", DEPENDENCY),
            Map.entry("suggests", DEPENDENCY),
            Map.entry("enhances", DEPENDENCY),
            Map.entry("conflicts", CONFLICT),
            Map.entry("breaks", CONFLICT),
            Map.entry("replaces", CONFLICT),
            Map.entry("provides", PROVISION),
            Map.entry("built-using", ORIGIN),
            Map.entry("static-built-using", ORIGIN));

    private final Alternatives alternatives;
    private final Versions versions;
    private final Restrictions restrictions;

    RelationSyntax(Alternatives alternatives, Versions versions, Restrictions restrictions) {
        this.alternatives = alternatives;
        this.versions = versions;
        this.restrictions = restrictions;
    }

    /** The syntax of a field of a binary package; empty if it has no relations. */
    public static Optional<RelationSyntax> ofBinaryField(String name) {
        return Optional.ofNullable(OF_BINARIES.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean allowsAlternatives() {
        return alternatives == Alternatives.ALLOWED;
    }

    boolean allowsRestrictions() {
        return restrictions == Restrictions.ALLOWED;
    }

    boolean allows(Optional<VersionBound> bound) {
        if (versions == Versions.ALL) {
            return true;
        }
        return bound.map(each -> each.operator() == VersionBound.Operator.SAME)
                .orElse(versions != Versions.EXACT_AND_REQUIRED);
    }

    private enum Alternatives {
        ALLOWED,
        REFUSED
    }

    private enum Versions {
        ALL,
        EXACT,
        EXACT_AND_REQUIRED
    }

    private enum Restrictions {
        ALLOWED,
        REFUSED
    }
}
