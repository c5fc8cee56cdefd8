package dev.tufa.apt.publish.file;

import java.util.Locale;

/** What {@link AptFileLint} and {@link ArchiveLint} look at. The ids are for programs and stay what they are. */
public enum LintRule {
    /** No system can come to the stanza. */
    SHADOWED(Severity.ERROR),
    /** The stanza is for every system, and there are others behind it. */
    CATCH_ALL(Severity.WARNING),
    /** The stanza is for every system that no other is for, which hardly any archive is. */
    FOR_ALL(Severity.NOTE),
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
    NO_TUF(Severity.NOTE),
    /** The archive has no Release file that is signed. */
    NO_RELEASE(Severity.ERROR),
    /** The archive's Release file is not signed by the key of the file. */
    ARCHIVE_SIGNATURE(Severity.ERROR),
    /** The archive's Release file cannot be read. */
    RELEASE(Severity.ERROR),
    /** The archive is from the future, or has ended. */
    DATES(Severity.ERROR),
    /** The archive has no end, so that updates can be kept back for ever. */
    NO_VALID_UNTIL(Severity.WARNING),
    /** The archive calls its suite otherwise; apt warns of it. */
    OTHER_SUITE(Severity.WARNING),
    /** The archive does not have the component. */
    NO_COMPONENT(Severity.ERROR),
    /** The archive has nothing for an architecture that the stanza is for. */
    NO_ARCHITECTURE(Severity.ERROR),
    /** The archive has no index where there should be one. */
    NO_INDEX(Severity.ERROR),
    /** An index is not the one that the Release file vouches for, or cannot be read. */
    INDEX(Severity.ERROR),
    /** While the archive is published anew, updates fail for some. */
    NO_BY_HASH(Severity.WARNING),
    /** What is to be installed is not in the archive. */
    NO_PACKAGE(Severity.ERROR),
    /** What is preferred is not in the archive. */
    NO_PIN(Severity.WARNING);

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
