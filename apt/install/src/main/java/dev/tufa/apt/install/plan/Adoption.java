package dev.tufa.apt.install.plan;

import dev.tufa.apt.archive.sources.ReleasePlace;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourceType;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.system.AptConfiguration;
import dev.tufa.apt.install.system.ConfiguredSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes over lists of sources that somebody else wrote: each as a whole, if every entry of it is of an archive that the {@code .apt}
 * file has. The system's own list is never touched.
 */
public final class Adoption {
    private static final String FOLDER = "/etc/apt/sources.list.d/";
    private static final String OURS = FOLDER + "tufa-";

    private final AptConfiguration configuration;
    private final Choices choices;

    Adoption(AptConfiguration configuration, Choices choices) {
        this.configuration = configuration;
        this.choices = choices;
    }

    /** The lists of somebody else that have an entry of one of these archives. */
    public static NavigableSet<String> candidates(AptConfiguration configuration, Collection<ArchiveEntry> entries) {
        Set<String> archives = archives(entries);
        return configuration.sources().stream()
                .filter(source -> source.source().uris().stream()
                        .map(ReleasePlace::archive)
                        .anyMatch(archives::contains))
                .map(source -> source.listed().file())
                .filter(file -> !file.startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is done with the lists that were chosen; nothing if none was. */
    List<PlanStep> steps(Collection<ArchiveEntry> entries) throws PlanException {
        if (!choices.adopted().isEmpty() && choices.updates() == Choices.Updates.NONE) {
            throw refused("updates: expected them to be kept where an entry is taken over, got none");
        }
        Set<String> archives = archives(entries);
        List<PlanStep> steps = new ArrayList<>();
        for (String file : choices.adopted()) {
            steps.add(step(file, archives));
        }
        return steps;
    }

    private PlanStep step(String file, Set<String> archives) throws PlanException {
        List<ConfiguredSource> sources = configuration.of(file);
        if (sources.isEmpty()) {
            throw refused("%s: expected a list of sources with an entry, got none".formatted(file));
        }
        if (!file.startsWith(FOLDER)) {
            throw refused(
                    "%s: expected an entry in a file below %s, got one in the system's own list, which is never changed"
                            .formatted(sources.get(0).listed().place(), FOLDER));
        }
        if (file.startsWith(OURS)) {
            throw refused("%s: expected a list of somebody else, got one of a .apt file".formatted(file));
        }
        List<String> others = sources.stream()
                .filter(source -> !source.source().uris().stream()
                        .map(ReleasePlace::archive)
                        .allMatch(archives::contains))
                .map(source -> "line %d (%s)".formatted(source.listed().line(), String.join("; ", lines(source))))
                .toList();
        if (!others.isEmpty()) {
            throw refused("%s: expected entries of %s alone, got also %s"
                    .formatted(file, String.join(" or ", archives), String.join(", ", others)));
        }
        return new PlanStep.TakeOver(
                file, sources.stream().flatMap(source -> lines(source).stream()).toList());
    }

    /** An entry as lines of apt's lists say it, without options. */
    private static List<String> lines(ConfiguredSource entry) {
        Source source = entry.source();
        List<String> lines = new ArrayList<>();
        for (SourceType type : source.types()) {
            for (String uri : source.uris()) {
                for (String suite : source.suites()) {
                    List<String> words = new ArrayList<>(List.of(type.word(), uri, suite));
                    words.addAll(source.components());
                    lines.add((entry.isInUse() ? "" : "# ") + String.join(" ", words));
                }
            }
        }
        return lines;
    }

    private static Set<String> archives(Collection<ArchiveEntry> entries) {
        return entries.stream()
                .map(entry -> ReleasePlace.archive(entry.uri().toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static PlanException refused(String message) {
        return new PlanException(PlanRefusal.NOT_ADOPTABLE, message);
    }
}
