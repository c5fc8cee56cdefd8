package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.archive.sources.ListsName;
import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourceOption;
import dev.tufa.apt.archive.sources.SourceType;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.openpgp.Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The list of sources that is written: one stanza for all suites of an archive that have the same components and options, each with
 * the one key, or with those that TUF vouches for.
 */
final class PlannedSources {
    /** The first apt with Include in sources (sources.list(5)). */
    private static final DebianVersion INCLUDES = version("3.1.0");

    /** Seconds, thirty days: of an archive that anybody on the way can replay, and nothing says when it ends. */
    private static final String LONGEST_REPLAY = "2592000";

    private final SourceId id;
    private final Certificate key;
    private final List<String> architectures;
    private final NavigableSet<String> included;
    private final DebianVersion apt;

    /**
     * Sources to be.
     *
     * @param architectures for which apt asks, at least one
     * @param included the only packages that apt is to see; none for all
     */
    PlannedSources(
            SourceId id,
            Certificate key,
            List<String> architectures,
            NavigableSet<String> included,
            DebianVersion apt) {
        this.id = id;
        this.key = key;
        this.architectures = architectures;
        this.included = included;
        this.apt = apt;
    }

    /** The file. */
    String text(List<ArchiveEntry> entries) {
        return """
                # Written by tufa for people who agreed to it. What it is: tufa apt list
                # To be rid of it: tufa apt remove %s
                """.formatted(id)
                + sources(entries).stream()
                        .map(source -> source.stanza().toString())
                        .collect(Collectors.joining("\n"));
    }

    /** Its entries. */
    List<Source> sources(List<ArchiveEntry> entries) {
        Map<Shared, Map<ArchiveEntry.Type, List<String>>> suites = new LinkedHashMap<>();
        for (ArchiveEntry entry : entries) {
            suites.computeIfAbsent(Shared.of(entry), any -> new EnumMap<>(ArchiveEntry.Type.class))
                    .computeIfAbsent(entry.type(), any -> new ArrayList<>())
                    .add(entry.suite());
        }
        List<Source> sources = new ArrayList<>();
        suites.forEach((shared, byType) -> {
            List<String> packages = byType.getOrDefault(ArchiveEntry.Type.PACKAGES, List.of());
            List<String> code = byType.getOrDefault(ArchiveEntry.Type.SOURCES, List.of());
            if (packages.equals(code)) {
                sources.add(source(shared, List.of(SourceType.PACKAGES, SourceType.SOURCES), packages));
                return;
            }
            if (!packages.isEmpty()) {
                sources.add(source(shared, List.of(SourceType.PACKAGES), packages));
            }
            if (!code.isEmpty()) {
                sources.add(source(shared, List.of(SourceType.SOURCES), code));
            }
        });
        return sources;
    }

    private Source source(Shared shared, List<SourceType> types, List<String> suites) {
        Map<SourceOption, List<String>> options = new EnumMap<>(SourceOption.class);
        options.put(
                SourceOption.ARCHITECTURES,
                shared.architectures().isEmpty()
                        ? architectures
                        : architectures.stream()
                                .filter(shared.architectures()::contains)
                                .toList());
        if (!shared.languages().isEmpty()) {
            options.put(SourceOption.LANGUAGES, shared.languages());
        }
        if (shared.uri().startsWith("http:")) {
            options.put(SourceOption.VALID_UNTIL_MAX, List.of(LONGEST_REPLAY));
        }
        if (!included.isEmpty() && apt.compareTo(INCLUDES) >= 0) {
            options.put(SourceOption.INCLUDE, List.of(String.join(" ", included)));
        }
        return new Source(
                Source.Use.ENABLED,
                types,
                List.of(shared.uri()),
                suites,
                shared.components(),
                Optional.of(signedBy(shared)),
                options,
                Map.of("X-Tufa-Id", id.text()));
    }

    /** TUF tells which keys an archive has now, so that it can change them without anybody doing anything. */
    private SignedBy signedBy(Shared shared) {
        return shared.uri().startsWith(ArchiveEntry.TUF)
                ? new SignedBy.Named(List.of(PlanStep.RegisterRoot.keysFile(ListsName.prefix(shared.uri()))))
                : new SignedBy.Embedded(key.armored());
    }

    private static DebianVersion version(String text) {
        try {
            return DebianVersion.parse(text);
        } catch (PolicyException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** What entries of one stanza have in common. */
    private record Shared(String uri, List<String> architectures, List<String> languages, List<String> components) {
        static Shared of(ArchiveEntry entry) {
            return new Shared(entry.uri().toString(), entry.architectures(), entry.languages(), entry.components());
        }
    }
}
