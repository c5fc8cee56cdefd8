package dev.tufa.apt.install.file;

import java.util.Optional;

/** The versions of the format (§3.1) and what differs between them. */
public enum FormatVersion {
    /** The one that was proposed in 2006: what it did not know stands in fields beginning with X-. */
    ZERO(0, "X-"),
    /** With a signed version, TUF, and packages of other architectures. */
    ONE(1, "");

    /** The one that new files are made for. */
    public static final FormatVersion NEWEST = ONE;

    private final int number;
    private final String tufPrefix;

    FormatVersion(int number, String tufPrefix) {
        this.number = number;
        this.tufPrefix = tufPrefix;
    }

    /** The version as a number. */
    public int number() {
        return number;
    }

    /** What the names of the fields about TUF begin with. */
    String tufPrefix() {
        return tufPrefix;
    }

    /** Whether packages are asked for with an architecture. */
    boolean hasArchitectures() {
        return this != ZERO;
    }

    /** Whether the signed text has to say the version. */
    boolean isSigned() {
        return this != ZERO;
    }

    static Optional<FormatVersion> of(String digits) {
        for (FormatVersion version : values()) {
            if (digits.equals(Integer.toString(version.number()))) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
