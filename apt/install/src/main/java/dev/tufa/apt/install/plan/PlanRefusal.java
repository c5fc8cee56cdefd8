package dev.tufa.apt.install.plan;

import java.util.Locale;

/** Why nothing is done for a {@code .apt} file that is good in itself. The ids are for programs and stay what they are. */
public enum PlanRefusal {
    /** No stanza is for this system. */
    NOT_FOR_SYSTEM,
    /** Only a stanza for what this system is made from, which nobody agreed to. */
    ONLY_FOR_BASE,
    /** A package of an architecture that this system does not take packages of. */
    FOREIGN_ARCHITECTURE,
    /** The system's lists of sources cannot be read by apt as they are. */
    SOURCES_UNREADABLE,
    /** The system has an entry for the same suite of the same archive that is not one of ours. */
    ALREADY_LISTED,
    /** An entry of the system cannot be taken over. */
    NOT_ADOPTABLE,
    /** With the new entry, apt could not read any of its lists. */
    SOURCES_CONFLICT,
    /** The archive is fetched through TUF now, and would not be any more. */
    DOWNGRADE,
    /** The system knows the archive's host by another key. */
    OTHER_KEY,
    /** Nothing on this system can fetch through TUF. */
    NO_TRANSPORT,
    /** The first root of TUF is not there, or not the one that the file names. */
    TUF_ROOT,
    /** The archive's release is not signed by the key of the file, or not to be believed any more. */
    RELEASE,
    /** The archive says that it is another one that the system has. */
    IMPERSONATION,
    /** The archive does not have a package that is to be installed or preferred. */
    NO_PACKAGE,
    /** Packages would be removed. */
    REMOVES,
    /** Packages of the distribution would be replaced that nobody agreed to. */
    REPLACES,
    /** What was agreed to is not what would be done. */
    DIGEST,
    /** apt-get does not do it. */
    APT;

    /** The id, such as {@code already-listed}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
