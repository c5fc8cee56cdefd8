package dev.tufa.apt.install.words;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.Filter;
import dev.tufa.apt.install.file.RequestedPackage;
import dev.tufa.apt.install.file.TufRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stanza in words: for which systems it is, and what would be done there. */
public final class StanzaWords {
    private StanzaWords() {}

    /** For which systems, such as {@code Debian bookworm or trixie, on amd64}. */
    public static String systems(AptStanza stanza) {
        if (stanza.isForAll()) {
            return "every system with apt";
        }
        List<String> words = new ArrayList<>();
        words.add(
                stanza.distributions().isAny()
                        ? "any distribution"
                        : or(stanza.distributions().values()));
        alternatives(stanza.codenames()).ifPresent(words::add);
        alternatives(stanza.releases()).ifPresent(releases -> words.add("release " + releases));
        String system = String.join(" ", words);
        return alternatives(stanza.architectures())
                .map(architectures -> system + ", on " + architectures)
                .orElse(system);
    }

    /** What would be done, one thing in each text. */
    public static List<String> actions(AptStanza stanza) {
        List<String> actions = new ArrayList<>();
        for (ArchiveEntry archive : stanza.archives()) {
            if (archive.type() == ArchiveEntry.Type.PACKAGES) {
                actions.add("add the archive " + words(archive));
            }
        }
        stanza.tuf().ifPresent(tuf -> actions.add(words(tuf)));
        if (!stanza.install().isEmpty()) {
            actions.add("install "
                    + and(stanza.install().stream()
                            .map(RequestedPackage::toString)
                            .toList()));
        }
        if (!stanza.pins().isEmpty()) {
            actions.add("prefer its " + and(stanza.pins())
                    + " to the distribution's, even where that has a higher version");
        }
        return List.copyOf(actions);
    }

    private static String words(ArchiveEntry archive) {
        String where = archive.isFlat()
                ? "%s, folder %s".formatted(archive.uri(), archive.suite())
                : "%s, suite %s, %s %s"
                        .formatted(
                                archive.uri(),
                                archive.suite(),
                                archive.components().size() == 1 ? "component" : "components",
                                and(archive.components()));
        return archive.architectures().isEmpty() ? where : where + ", for " + and(archive.architectures());
    }

    private static String words(TufRoot tuf) {
        return "go by TUF for %s, from the root with SHA-256 %s%s"
                .formatted(
                        tuf.scope() == TufRoot.Scope.PACKAGES ? "its packages" : "its indexes",
                        tuf.sha256(),
                        tuf.url().map(url -> " at " + url).orElse(" in the file"));
    }

    private static Optional<String> alternatives(Filter filter) {
        return filter.isAny() ? Optional.empty() : Optional.of(or(filter.values()));
    }

    private static String or(List<String> words) {
        return joined(words, " or ");
    }

    private static String and(List<String> words) {
        return joined(words, " and ");
    }

    private static String joined(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1 ? String.join("", words) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }
}
