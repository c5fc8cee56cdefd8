package dev.tufa.apt.publish.conf;

import dev.tufa.apt.archive.index.Upgrades;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a suite keeps to: a folder of {@code dists}.
 *
 * @param name of the folder, and what its {@code Release} calls Suite
 * @param codename what {@code Release} calls Codename
 * @param version the number of the release, if it has one
 * @param description what it is, for people
 * @param components at least one; the first is where packages go if nothing else is said
 * @param architectures at least one that is not {@code all}
 * @param sources whether there are source packages
 * @param contents whether {@code Contents} says which package has a file
 * @param upgrades what apt does with its packages by itself
 * @param validFor how long apt takes a {@code Release}; empty for ever, so that whoever is in the middle can keep old ones alive
 * @param keepVersions how many versions of a package stay in it; empty for all
 */
public record SuiteConf(
        String name,
        String codename,
        Optional<String> version,
        Optional<String> description,
        List<String> components,
        List<String> architectures,
        boolean sources,
        boolean contents,
        Upgrades upgrades,
        Optional<Duration> validFor,
        OptionalInt keepVersions) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~_-]{0,99}");
    private static final Set<String> TAKEN = Set.of("Release", "InRelease", "Release.gpg", "by-hash");
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    /** A suite that can be published. */
    public SuiteConf {
        components = List.copyOf(components);
        architectures = List.copyOf(architectures);
        requireName("Suite", name);
        requireName("Codename", codename);
        version.ifPresent(text -> ArchiveConf.requireLine("Version", text));
        description.ifPresent(text -> ArchiveConf.requireLine("Description", text));
        if (components.isEmpty() || components.stream().distinct().count() != components.size()) {
            throw new IllegalArgumentException("Components: expected different names, got " + components);
        }
        for (String component : components) {
            requireName("Components", component);
            if (TAKEN.contains(component)) {
                throw new IllegalArgumentException(
                        "Components: expected a name that no file of a suite has, got \"%s\"".formatted(component));
            }
        }
        boolean areArchitectures = architectures.stream()
                        .allMatch(architecture ->
                                ARCHITECTURE.matcher(architecture).matches())
                && architectures.stream().distinct().count() == architectures.size()
                && architectures.stream().anyMatch(architecture -> !architecture.equals("all"))
                && !architectures.contains("source");
        if (!areArchitectures) {
            throw new IllegalArgumentException(
                    "Architectures: expected different names such as amd64, got " + architectures);
        }
        if (validFor.isPresent() && !TimeSpan.isOne(validFor.get())) {
            throw new IllegalArgumentException("Valid-For: expected whole hours, at least one and at most %d, got %s"
                    .formatted(TimeSpan.MOST_HOURS, validFor.get()));
        }
        if (keepVersions.isPresent() && keepVersions.getAsInt() < 1) {
            throw new IllegalArgumentException("Keep-Versions: expected at least 1, got " + keepVersions.getAsInt());
        }
    }

    /** A suite with one component, for an architecture or several, as most vendors have it. */
    public static SuiteConf of(String name, List<String> architectures) {
        return new SuiteConf(
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                List.of("main"),
                architectures,
                false,
                true,
                Upgrades.AUTOMATIC,
                Optional.of(Duration.ofDays(30)),
                OptionalInt.empty());
    }

    /** The architectures that have an index of packages of their own. */
    public List<String> binaryArchitectures() {
        return architectures.stream()
                .filter(architecture -> !architecture.equals("all"))
                .toList();
    }

    private static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "%s: expected letters, digits and .+~_-, got \"%s\"".formatted(field, name));
        }
    }
}
