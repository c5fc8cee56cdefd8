package dev.tufa.apt.install.file;

import dev.tufa.apt.archive.deb822.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stanza says of the systems it is for (§5.3): some values of one property, or any.
 *
 * @param values the values, any of which will do; empty if any other does as well
 */
public record Filter(List<String> values) {
    /** Lets every system pass. */
    public static final Filter ANY = new Filter(List.of());

    private static final String ANY_WORD = "any";
    private static final Pattern SEPARATOR = Pattern.compile("[ \t\n,]+");

    /** A filter with its values in their order. */
    public Filter {
        values = List.copyOf(values);
    }

    /** Whether it restricts nothing. */
    public boolean isAny() {
        return values.isEmpty();
    }

    /** Whether a value passes. */
    public boolean matches(String value) {
        return isAny() || values.contains(value);
    }

    /** Whether a value passes in whatever case. */
    public boolean matchesIgnoringCase(String value) {
        return isAny()
                || values.stream().anyMatch(own -> own.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)));
    }

    static Filter read(Optional<Field> field, Kind kind) throws AptFileException {
        if (field.isEmpty()) {
            return ANY;
        }
        String name = field.get().name();
        List<String> values = SEPARATOR
                .splitAsStream(field.get().value())
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            throw new AptFileException(Refusal.FILTER, name + ": expected a value or no such field, got nothing");
        }
        if (values.size() > AptFileLimits.NAMES) {
            throw new AptFileException(
                    Refusal.TOO_MANY,
                    "%s: expected at most %d values, got %d".formatted(name, AptFileLimits.NAMES, values.size()));
        }
        if (values.equals(List.of(ANY_WORD))) {
            return ANY;
        }
        for (String value : values) {
            if (value.equals(ANY_WORD)) {
                throw new AptFileException(Refusal.FILTER, name + ": expected \"any\" alone, got it among others");
            }
            if (!kind.syntax.matcher(value).matches()) {
                throw new AptFileException(
                        Refusal.FILTER, "%s: expected %s, got \"%s\"".formatted(name, kind.expected, value));
            }
        }
        return new Filter(values);
    }

    /** The properties, and how their values are written. */
    enum Kind {
        ARCHITECTURE("[a-z0-9][a-z0-9-]*", "names of architectures such as amd64"),
        DISTRIBUTION("[A-Za-z0-9][A-Za-z0-9._+-]*", "distributor ids such as Debian"),
        CODENAME("[a-z0-9][a-z0-9.+-]*", "codenames in lower case"),
        RELEASE("[A-Za-z0-9][A-Za-z0-9._+~-]*", "releases such as 24.04");

        private final Pattern syntax;
        private final String expected;

        Kind(String syntax, String expected) {
            this.syntax = Pattern.compile(syntax);
            this.expected = expected;
        }
    }
}
