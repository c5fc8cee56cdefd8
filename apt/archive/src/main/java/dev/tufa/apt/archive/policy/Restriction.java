package dev.tufa.apt.archive.policy;

import java.util.regex.Pattern;

/**
 * An architecture or a build profile on which it depends whether a relation holds (Debian Policy §7.1).
 *
 * @param sense whether it has to be there or must not be
 * @param name lower case letters, digits, dots, plus and hyphens
 */
public record Restriction(Sense sense, String name) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]*");

    /** A restriction with a name. */
    public Restriction {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("restriction: expected a name, got " + name);
        }
    }

    static Restriction parse(String word) throws PolicyException {
        Sense sense = word.startsWith("!") ? Sense.ABSENT : Sense.PRESENT;
        String name = word.substring(sense == Sense.ABSENT ? 1 : 0);
        if (!NAME.matcher(name).matches()) {
            throw new PolicyException("restriction", "a-z, 0-9, ., + and -, after ! or not", word);
        }
        return new Restriction(sense, name);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return sense == Sense.ABSENT ? "!" + name : name;
    }

    /** What is asked of an architecture or a build profile. */
    public enum Sense {
        /** The relation holds with it. */
        PRESENT,
        /** The relation holds without it: written with an exclamation mark. */
        ABSENT
    }
}
