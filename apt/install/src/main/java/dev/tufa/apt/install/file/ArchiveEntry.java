package dev.tufa.apt.install.file;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One archive of a stanza (§5.4), as a line of apt's lists of sources says it.
 *
 * @param type packages or their sources
 * @param architectures for which apt asks; empty for those of the system
 * @param languages of descriptions for which apt asks; empty for those of the system
 * @param uri where the archive is
 * @param suite below {@code dists/}; of a flat archive, the folder, with a slash at its end
 * @param components of the suite; none for a flat archive, else at least one
 */
public record ArchiveEntry(
        Type type, List<String> architectures, List<String> languages, URI uri, String suite, List<String> components) {
    /** How the scheme of an archive begins that apt fetches through TUF. */
    public static final String TUF = "tuf+";

    private static final AddressSyntax ADDRESS =
            new AddressSyntax(Refusal.ARCHIVE_URI, "Archive", Set.of("https", "http", "tuf+https", "tuf+http"));
    private static final Pattern SUITE_PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]*");
    private static final Pattern COMPONENT_PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
    private static final Pattern OPTION_VALUE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONGEST_NAME = 128;
    private static final String BLANKS = " \t";

    /** An entry with its lists in their order. */
    public ArchiveEntry {
        architectures = List.copyOf(architectures);
        languages = List.copyOf(languages);
        components = List.copyOf(components);
    }

    /** Whether indexes lie beside the packages and not below {@code dists/}. */
    public boolean isFlat() {
        return components.isEmpty();
    }

    /** Whether apt is to fetch it through TUF. */
    public boolean isTuf() {
        return uri.getScheme().startsWith(TUF);
    }

    /** The same, fetched through TUF. */
    public ArchiveEntry throughTuf() {
        return isTuf()
                ? this
                : new ArchiveEntry(type, architectures, languages, URI.create(TUF + uri), suite, components);
    }

    /** The host, in lower case. */
    public String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** As a line of apt's lists of sources, in its canonical form: with {@code deb} and one blank between words. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(type.word());
        List<String> options = new ArrayList<>();
        if (!architectures.isEmpty()) {
            options.add("arch=" + String.join(",", architectures));
        }
        if (!languages.isEmpty()) {
            options.add("lang=" + String.join(",", languages));
        }
        if (!options.isEmpty()) {
            line.append(" [").append(String.join(" ", options)).append(']');
        }
        line.append(' ').append(uri).append(' ').append(suite);
        components.forEach(component -> line.append(' ').append(component));
        return line.toString();
    }

    /** Reads a line of Archive. */
    static ArchiveEntry read(String line) throws AptFileException {
        String rest = behind("", line);
        Type type = Type.PACKAGES;
        for (Type each : Type.values()) {
            if (rest.startsWith(each.word() + " ") || rest.startsWith(each.word() + "\t")) {
                type = each;
                rest = behind(each.word(), rest);
                break;
            }
        }
        Options options = new Options(List.of(), List.of());
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0) {
                throw new AptFileException(
                        Refusal.ARCHIVE, "Archive: expected ] after the options, got \"%s\"".formatted(line));
            }
            options = Options.read(rest.substring(1, end));
            String behind = rest.substring(end + 1);
            rest = behind("", behind);
            if (rest.equals(behind)) {
                throw new AptFileException(
                        Refusal.ARCHIVE, "Archive: expected a blank after ], got \"%s\"".formatted(line));
            }
        }
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(rest, BLANKS);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        if (words.size() < 2) {
            throw new AptFileException(
                    Refusal.ARCHIVE, "Archive: expected an address and a suite, got \"%s\"".formatted(line));
        }
        URI uri = ADDRESS.read(words.get(0));
        return checked(type, options, uri, words.get(1), words.subList(2, words.size()));
    }

    /** What stands behind a word that a text begins with, without the blanks between. */
    private static String behind(String word, String text) {
        int start = word.length();
        while (start < text.length() && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    private static ArchiveEntry checked(Type type, Options options, URI uri, String suite, List<String> components)
            throws AptFileException {
        boolean flat = suite.endsWith("/");
        if (!(flat ? isFolder(suite) : isName(suite, SUITE_PART))) {
            throw new AptFileException(
                    Refusal.ARCHIVE, "Archive: expected the name of a suite, got \"%s\"".formatted(suite));
        }
        if (flat != components.isEmpty()) {
            throw new AptFileException(
                    Refusal.ARCHIVE,
                    flat
                            ? "Archive: expected no components after a suite with a slash at its end, got \"%s\""
                                    .formatted(components.get(0))
                            : "Archive: expected a component after suite %s, got none".formatted(suite));
        }
        requireFew("components", components);
        for (String component : components) {
            if (!isName(component, COMPONENT_PART)) {
                throw new AptFileException(
                        Refusal.ARCHIVE, "Archive: expected the name of a component, got \"%s\"".formatted(component));
            }
        }
        return new ArchiveEntry(type, options.architectures(), options.languages(), uri, suite, components);
    }

    /** Parts with slashes between. They are looked at one by one: a pattern for all of them could need more stack than there is. */
    private static boolean isName(String text, Pattern part) {
        return text.length() <= LONGEST_NAME
                && Stream.of(text.split("/", -1))
                        .allMatch(each -> part.matcher(each).matches());
    }

    /** The archive itself, {@code ./}, or one below it. */
    private static boolean isFolder(String text) {
        String below = text.startsWith("./") ? text.substring(2) : text;
        return text.equals("./") || (!below.isEmpty() && isName(below.substring(0, below.length() - 1), SUITE_PART));
    }

    private static void requireFew(String what, List<String> values) throws AptFileException {
        if (values.size() > AptFileLimits.NAMES) {
            throw new AptFileException(
                    Refusal.TOO_MANY,
                    "Archive: expected at most %d %s, got %d".formatted(AptFileLimits.NAMES, what, values.size()));
        }
    }

    /** What stands in brackets. Among the options that apt knows beside these are some that switch off its verification. */
    private record Options(List<String> architectures, List<String> languages) {
        static Options read(String text) throws AptFileException {
            List<String> architectures = List.of();
            List<String> languages = List.of();
            StringTokenizer options = new StringTokenizer(text, BLANKS);
            while (options.hasMoreTokens()) {
                String option = options.nextToken();
                int equals = option.indexOf('=');
                String name = option.substring(0, Math.max(equals, 0));
                List<String> values = List.of(option.substring(equals + 1).split(",", -1));
                boolean isFirst = name.equals("arch") ? architectures.isEmpty() : languages.isEmpty();
                if (!(name.equals("arch") || name.equals("lang"))
                        || !isFirst
                        || !values.stream()
                                .allMatch(value -> OPTION_VALUE.matcher(value).matches())) {
                    throw new AptFileException(
                            Refusal.ARCHIVE_OPTION,
                            "Archive: expected no options but arch=… and lang=…, once, got \"%s\"".formatted(option));
                }
                requireFew("values of " + name, values);
                if (name.equals("arch")) {
                    architectures = values;
                } else {
                    languages = values;
                }
            }
            return new Options(architectures, languages);
        }
    }

    /** What apt takes from an archive. */
    public enum Type {
        /** Sources of packages. Before packages, whose word it begins with. */
        SOURCES("deb-src"),
        /** Packages. */
        PACKAGES("deb");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As apt's lists say it. */
        public String word() {
            return word;
        }
    }
}
