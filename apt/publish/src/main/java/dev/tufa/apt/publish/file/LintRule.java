package dev.tufa.apt.publish.file;

import java.util.Locale;

/** What {@link AptFileLint} looks at. The ids are for programs and stay what they are. */
public enum LintRule {
    /** No system can come to the stanza. */
    SHADOWED(Severity.ERROR),
    /** The stanza is for every system, which hardly any archive is. */
    CATCH_ALL(Severity.WARNING),
    /** A value that no system has. */
    UNKNOWN_VALUE(Severity.WARNING),
    /** Others on the way see what is installed, and can keep updates back. */
    NOT_HTTPS(Severity.WARNING),
    /** The key is refused by verifiers that are in use, or will be soon. */
    KEY_ENDS(Severity.WARNING),
    /** The key will be refused one day. */
    KEY_ENDS_LATER(Severity.NOTE),
    /** The version is not signed. */
    OLD_FORMAT(Severity.NOTE),
    /** Whoever has the archive's key can do everything, and nobody can take it from them. */
    NO_TUF(Severity.NOTE);

    private final Severity severity;

    LintRule(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** The id, such as {@code catch-all}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How bad something is. */
    public enum Severity {
        /** The file does not do what it says. */
        ERROR,
        /** It will, but somebody will come to harm or to nothing. */
        WARNING,
        /** It could be better. */
        NOTE;

        /** In a word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
