package dev.tufa.apt.install.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final Set<String> SCHEMES = Set.of("https", "http", "tuf+https", "tuf+http");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern URI_PATH = Pattern.compile("(/[A-Za-z0-9._~+@:%=-]*)*");
    private static final Pattern SUITE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]*(/[A-Za-z0-9][A-Za-z0-9._+~-]*)*");
    private static final Pattern FLAT = Pattern.compile("(\\./)?([A-Za-z0-9][A-Za-z0-9._+~-]*/)*");
    private static final Pattern COMPONENT =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");
    private static final Pattern OPTION_VALUE = Pattern.compile("[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*");
    private static final int LONGEST_URI = 1024;

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
        return uri.getScheme().startsWith("tuf+");
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
        String rest = line.strip();
        Type type = Type.PACKAGES;
        for (Type each : Type.values()) {
            if (rest.startsWith(each.word() + " ") || rest.startsWith(each.word() + "\t")) {
                type = each;
                rest = rest.substring(each.word().length()).strip();
                break;
            }
        }
        List<String> architectures = List.of();
        List<String> languages = List.of();
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0) {
                throw new AptFileException(
                        Refusal.ARCHIVE, "Archive: expected ] after the options, got \"%s\"".formatted(line));
            }
            StringTokenizer options = new StringTokenizer(rest.substring(1, end), " \t");
            while (options.hasMoreTokens()) {
                String option = options.nextToken();
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                String value = equals < 0 ? "" : option.substring(equals + 1);
                boolean first = name.equals("arch") ? architectures.isEmpty() : languages.isEmpty();
                if (!(name.equals("arch") || name.equals("lang"))
                        || !first
                        || !OPTION_VALUE.matcher(value).matches()) {
                    throw new AptFileException(
                            Refusal.ARCHIVE_OPTION,
                            "Archive: expected no options but arch=… and lang=…, once, got \"%s\"".formatted(option));
                }
                List<String> values = List.of(value.split(",", -1));
                if (name.equals("arch")) {
                    architectures = values;
                } else {
                    languages = values;
                }
            }
            rest = rest.substring(end + 1).strip();
        }
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(rest, " \t");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        if (words.size() < 2) {
            throw new AptFileException(
                    Refusal.ARCHIVE, "Archive: expected an address and a suite, got \"%s\"".formatted(line));
        }
        return checked(type, architectures, languages, uri(words.get(0)), words.get(1), words.subList(2, words.size()));
    }

    private static ArchiveEntry checked(
            Type type,
            List<String> architectures,
            List<String> languages,
            URI uri,
            String suite,
            List<String> components)
            throws AptFileException {
        boolean flat = suite.endsWith("/");
        if (!(flat ? FLAT : SUITE).matcher(suite).matches() || (flat && suite.equals("/"))) {
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
        for (String component : components) {
            if (!COMPONENT.matcher(component).matches()) {
                throw new AptFileException(
                        Refusal.ARCHIVE, "Archive: expected the name of a component, got \"%s\"".formatted(component));
            }
        }
        return new ArchiveEntry(type, architectures, languages, uri, suite, components);
    }

    private static URI uri(String text) throws AptFileException {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("an address", text, e);
        }
        if (text.length() > LONGEST_URI) {
            throw refused(
                    "an address of at most %d characters".formatted(LONGEST_URI), text.substring(0, 60) + "…", null);
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw refused("https, http, tuf+https or tuf+http", text, null);
        }
        if (uri.getHost() == null
                || !HOST.matcher(uri.getHost()).matches()
                || uri.getHost().contains("..")) {
            throw refused("the name of a host in ASCII", text, null);
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("no name and password in an address that everybody reads", text, null);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("no ? and no # in the address of an archive", text, null);
        }
        if (uri.getPort() == 0
                || uri.getPort() > 65_535
                || uri.getRawAuthority().endsWith(":")) {
            throw refused("a port from 1 to 65535", text, null);
        }
        if (!URI_PATH.matcher(uri.getRawPath()).matches() || (uri.getRawPath() + "/").contains("/../")) {
            throw refused("a plain path", text, null);
        }
        return uri;
    }

    private static AptFileException refused(String expected, String text, @Nullable Exception cause) {
        String message = "Archive: expected %s, got \"%s\"".formatted(expected, text);
        return cause == null
                ? new AptFileException(Refusal.ARCHIVE_URI, message)
                : new AptFileException(Refusal.ARCHIVE_URI, message, cause);
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
