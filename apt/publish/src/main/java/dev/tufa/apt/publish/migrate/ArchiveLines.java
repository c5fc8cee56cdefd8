package dev.tufa.apt.publish.migrate;

import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourceOption;
import dev.tufa.apt.archive.sources.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sources as lines of Archive (docs/spec/apt-file.md §5.4), which has fewer options than apt. */
final class ArchiveLines {
    /** Yes to any of these, and apt takes what nobody has signed. */
    private static final Set<SourceOption> UNSIGNED = Set.of(
            SourceOption.TRUSTED,
            SourceOption.ALLOW_INSECURE,
            SourceOption.ALLOW_WEAK,
            SourceOption.ALLOW_DOWNGRADE_TO_INSECURE);

    private ArchiveLines() {}

    /** The lines; to the notes is added what they do not say. */
    static List<String> of(List<ListedSource> sources, List<String> notes) throws MigrationException {
        List<String> lines = new ArrayList<>();
        for (ListedSource listed : sources) {
            requireSigned(listed);
            tellOptions(listed, notes);
            Source source = listed.source();
            for (SourceType type : source.types()) {
                for (String uri : source.uris()) {
                    requireWeb(listed, uri, notes);
                    for (String suite : source.suites()) {
                        String line = line(type, source, uri, suite);
                        if (!lines.contains(line)) {
                            lines.add(line);
                        }
                    }
                }
            }
        }
        return lines;
    }

    private static String line(SourceType type, Source source, String uri, String suite) {
        List<String> options = new ArrayList<>();
        add(options, "arch=", source.values(SourceOption.ARCHITECTURES));
        add(options, "lang=", source.values(SourceOption.LANGUAGES));
        List<String> words = new ArrayList<>();
        words.add(type.word());
        if (!options.isEmpty()) {
            words.add("[" + String.join(" ", options) + "]");
        }
        words.add(uri);
        words.add(suite);
        words.addAll(source.components());
        return String.join(" ", words);
    }

    private static void add(List<String> options, String name, List<String> values) {
        if (!values.isEmpty()) {
            options.add(name + String.join(",", values));
        }
    }

    private static void requireSigned(ListedSource listed) throws MigrationException {
        for (SourceOption option : UNSIGNED) {
            if (listed.source().saysYes(option)) {
                throw new MigrationException(
                        "%s: %s: expected an archive that is verified, got yes; with a .apt file, no program takes one that its key did not sign"
                                .formatted(listed.place(), option.field()));
            }
        }
        if (listed.source().options().containsKey(SourceOption.INRELEASE_PATH)) {
            throw new MigrationException("%s: %s: expected InRelease where every archive has it, got another place"
                    .formatted(listed.place(), SourceOption.INRELEASE_PATH.field()));
        }
    }

    private static void requireWeb(ListedSource listed, String uri, List<String> notes) throws MigrationException {
        if (!uri.startsWith("https://") && !uri.startsWith("http://")) {
            throw new MigrationException(
                    "%s: expected an address that begins with https://, got \"%s\"".formatted(listed.place(), uri));
        }
        if (uri.startsWith("http://")) {
            String note =
                    "%s: %s: others on the way see what is fetched; serve it by https, and say so in the .apt file"
                            .formatted(listed.place(), uri);
            if (!notes.contains(note)) {
                notes.add(note);
            }
        }
    }

    private static void tellOptions(ListedSource listed, List<String> notes) {
        for (Map.Entry<SourceOption, List<String>> option :
                listed.source().options().entrySet()) {
            switch (option.getKey()) {
                case ARCHITECTURES, LANGUAGES -> {
                    // said in the line
                }
                case CHECK_VALID_UNTIL, CHECK_DATE -> {
                    if (listed.source().saysNo(option.getKey())) {
                        notes.add(left(
                                listed,
                                option.getKey().field(),
                                "the dates of the archive will be looked at; it has to be signed anew before it ends"));
                    }
                }
                default ->
                    notes.add(left(
                            listed,
                            option.getKey().field(),
                            "a .apt file does not say it; systems do as they are set up"));
            }
        }
        listed.source()
                .others()
                .keySet()
                .forEach(name -> notes.add(left(listed, name, "apt takes no notice of it either")));
    }

    private static String left(ListedSource listed, String name, String reason) {
        return "%s: %s: left out: %s".formatted(listed.place(), name, reason);
    }
}
