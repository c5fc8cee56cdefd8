package dev.tufa.apt.archive.policy;

import java.util.regex.Pattern;

/**
 * The name of a package (Debian Policy §5.6.1): lower case letters, digits, plus, minus and dots; at least two characters, of which
 * the first is a letter or a digit.
 *
 * @param text as it is written
 */
public record PackageName(String text) implements Comparable<PackageName> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

    /** A name that is one. */
    public PackageName {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("name of a package: expected one, got " + text);
        }
    }

    /** The name that a text is. */
    public static PackageName parse(String text) throws PolicyException {
        if (!NAME.matcher(text).matches()) {
            throw new PolicyException(
                    "name of a package", "two or more of a-z, 0-9, +, - and ., a letter or digit first", text);
        }
        return new PackageName(text);
    }

    @Override
    public int compareTo(PackageName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
