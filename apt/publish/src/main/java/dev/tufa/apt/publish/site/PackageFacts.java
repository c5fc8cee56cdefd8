package dev.tufa.apt.publish.site;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.publish.member.PackageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pages tell of a package.
 *
 * @param name of it
 * @param summary the first line of what its newest version says it is
 * @param versions the newest first; at least one
 */
public record PackageFacts(String name, String summary, List<Version> versions) {
    /** A package with its versions in order. */
    public PackageFacts {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("package %s: expected a version, got none".formatted(name));
        }
    }

    /**
     * A version of it.
     *
     * @param text as it is written
     * @param architectures for which there is one, and {@code source} if there is a source package
     */
    public record Version(String text, List<String> architectures) {
        /** A version with its architectures in order. */
        public Version {
            architectures = List.copyOf(architectures);
        }
    }

    /** The packages of a suite, by name, from what the suite says of each in any order. */
    public static List<PackageFacts> of(Map<PackageId, String> summaries) {
        Map<String, Map<String, TreeMap<String, String>>> byName = new TreeMap<>();
        summaries.forEach((id, summary) -> byName.computeIfAbsent(id.name(), any -> new TreeMap<>(NEWEST_FIRST))
                .computeIfAbsent(id.version(), any -> new TreeMap<>())
                .put(id.architecture(), summary));
        List<PackageFacts> packages = new ArrayList<>();
        byName.forEach((name, versions) -> {
            String summary = versions.values().stream()
                    .flatMap(builds -> builds.values().stream())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            packages.add(new PackageFacts(
                    name,
                    summary,
                    versions.entrySet().stream()
                            .map(version -> new Version(
                                    version.getKey(),
                                    List.copyOf(new TreeSet<>(version.getValue().keySet()))))
                            .toList()));
        });
        return packages;
    }

    /** As dpkg compares them (Debian Policy §5.6.12); those that are equal for it are told apart by how they are written. */
    private static final Comparator<String> NEWEST_FIRST = Comparator.comparing(PackageFacts::parsed)
            .thenComparing(text -> text)
            .reversed();

    private static DebianVersion parsed(String text) {
        try {
            return DebianVersion.parse(text);
        } catch (PolicyException e) {
            throw new IllegalStateException("the version of a package that was taken in", e);
        }
    }
}
