package dev.tufa.apt.publish.check;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.archive.policy.Relation;
import dev.tufa.apt.archive.policy.RelationSyntax;
import dev.tufa.apt.archive.policy.Relations;
import dev.tufa.apt.archive.policy.VersionBound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What packages need that their archive does not have: it is for the distribution to bring, and is taken as installed in the version
 * that satisfies them. Of a name that the archive has, it is for the archive to have the version.
 */
public final class Outside {
    /** What it looks at of a package. */
    public static final Set<String> FIELDS = Set.of("Package", "Version", "Provides", "Pre-Depends", "Depends");

    private static final List<String> NEEDS = List.of("Pre-Depends", "Depends");
    private static final String SOME_VERSION = "1";

    private final Map<String, List<Optional<String>>> here = new HashMap<>();
    private final Set<String> packages = new HashSet<>();
    private final Map<String, String> missing = new TreeMap<>();

    private Outside() {}

    /**
     * A list of installed packages, as dpkg keeps it.
     *
     * @param packages all of an architecture's index
     */
    public static String installed(List<Stanza> packages, String architecture) throws PolicyException {
        Outside outside = new Outside();
        packages.forEach(outside::offer);
        for (Stanza stanza : packages) {
            outside.need(stanza);
        }
        StringBuilder status = new StringBuilder();
        outside.missing.forEach((name, version) -> status.append("""
                        Package: %s
                        Status: install ok installed
                        Maintainer: nobody
                        Multi-Arch: allowed
                        Architecture: %s
                        Version: %s
                        Description: of the distribution

                        """.formatted(name, architecture, version)));
        return status.toString();
    }

    private void offer(Stanza stanza) {
        packages.add(stanza.value("Package").orElse(""));
        offer(stanza.value("Package").orElse(""), stanza.value("Version"));
        stanza.value("Provides").ifPresent(provides -> {
            try {
                for (Relation relation :
                        Relations.parse(provides, RelationSyntax.PROVISION).all()) {
                    offer(
                            relation.name().toString(),
                            relation.versions().map(bound -> bound.version().toString()));
                }
            } catch (PolicyException e) {
                throw new IllegalStateException("relations of a package that was taken in", e);
            }
        });
    }

    private void offer(String name, Optional<String> version) {
        here.computeIfAbsent(name, any -> new ArrayList<>()).add(version);
    }

    private void need(Stanza stanza) throws PolicyException {
        for (String field : NEEDS) {
            Optional<String> value = stanza.value(field);
            if (value.isPresent()) {
                for (List<Relation> alternatives :
                        Relations.parse(value.get(), RelationSyntax.DEPENDENCY).groups()) {
                    need(alternatives);
                }
            }
        }
    }

    private void need(List<Relation> alternatives) throws PolicyException {
        for (Relation relation : alternatives) {
            if (isHere(relation)) {
                return;
            }
        }
        for (Relation relation : alternatives) {
            if (!packages.contains(relation.name().toString())) {
                bring(relation);
                return;
            }
        }
    }

    private void bring(Relation relation) throws PolicyException {
        String name = relation.name().toString();
        String version = relation.versions().map(Outside::satisfying).orElse(SOME_VERSION);
        String known = missing.get(name);
        if (known == null || DebianVersion.parse(version).compareTo(DebianVersion.parse(known)) > 0) {
            missing.put(name, version);
        }
    }

    private boolean isHere(Relation relation) throws PolicyException {
        for (Optional<String> version : here.getOrDefault(relation.name().toString(), List.of())) {
            if (relation.versions().isEmpty()
                    || (version.isPresent()
                            && relation.versions().get().includes(DebianVersion.parse(version.get())))) {
                return true;
            }
        }
        return false;
    }

    private static String satisfying(VersionBound bound) {
        return switch (bound.operator()) {
            case EARLIER -> bound.version() + "~";
            case LATER -> bound.version() + "+";
            default -> bound.version().toString();
        };
    }
}
