package dev.tufa.apt.archive.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a package runs on (Debian Policy §5.6.8): one architecture, {@code all} of them at once, or a wildcard such as {@code any} and
 * {@code linux-any} (Debian Policy §11.1).
 *
 * @param text lower case letters, digits and hyphens
 */
public record Architecture(String text) implements Comparable<Architecture> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final String SOURCE = "source";

    /** Of packages that are the same on every architecture. */
    public static final Architecture ALL = new Architecture("all");

    /** An architecture that is one. */
    public Architecture {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("architecture: expected one, got " + text);
        }
    }

    /** The architecture that a text is. */
    public static Architecture parse(String text) throws PolicyException {
        if (!NAME.matcher(text).matches()) {
            throw new PolicyException("architecture", "a-z, 0-9 and -, a letter or digit first", text);
        }
        return new Architecture(text);
    }

    /** Whether packages of it are for every architecture. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether it stands for several architectures: one of its words is {@code any}. */
    public boolean isWildcard() {
        return List.of(text.split("-", -1)).contains("any");
    }

    /** Whether a binary package can be of it: no wildcard, and not {@code source}. */
    public boolean isOfBinaries() {
        return !isWildcard() && !text.equals(SOURCE);
    }

    @Override
    public int compareTo(Architecture other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
