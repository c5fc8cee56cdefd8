package dev.tufa.apt.install.file;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package by its plain name, of which apt takes the newest version (§5.5).
 *
 * @param name by Debian Policy §5.6.1
 * @param architecture of which the package is to be, if not of the system's own; from version 1 on
 */
public record RequestedPackage(String name, Optional<String> architecture) {
    /** Debian Policy §5.6.1: lower case letters, digits, plus, minus and dots; at least two characters. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int LONGEST = 128;

    /** A package of the system's own architecture. */
    static RequestedPackage of(String name) {
        return new RequestedPackage(name, Optional.empty());
    }

    /**
     * Whether a text is the name of a package and nothing that apt takes for more: {@code name-} removes a package, and one with
     * a slash, an equals sign or a star is no name.
     */
    static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches() && !text.endsWith("-");
    }

    static boolean isArchitecture(String text) {
        return ARCHITECTURE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return architecture.map(own -> name + ":" + own).orElse(name);
    }
}
