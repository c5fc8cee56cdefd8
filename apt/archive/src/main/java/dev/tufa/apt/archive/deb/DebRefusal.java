package dev.tufa.apt.archive.deb;

import java.util.Locale;

/** Why a {@code .deb} file is refused. The ids are for programs and stay what they are. */
public enum DebRefusal {
    /** It does not begin as an ar archive. */
    NOT_AN_ARCHIVE,
    /** It ends before it should. */
    TRUNCATED,
    /** A member of the ar archive has no proper name or length. */
    MEMBER_HEADER,
    /** A member is not where it should be, or should not be at all. */
    MEMBER_ORDER,
    /** There are two of a member. */
    MEMBER_TWICE,
    /** A member is not there. */
    MEMBER_MISSING,
    /** There are more members or entries than in any package. */
    TOO_MANY,
    /** Something is longer than in any package; archives that decompress without end are among them. */
    TOO_LARGE,
    /** The format is not one of version 2. */
    FORMAT_VERSION,
    /** A member is compressed as dpkg does not read it. */
    COMPRESSION,
    /** What is compressed cannot be decompressed, or only with too much memory. */
    COMPRESSED_DATA,
    /** There is something after the end of an archive or of compressed data. */
    TRAILING_DATA,
    /** A header in a tar archive is damaged, or can be read in two ways. */
    TAR_HEADER,
    /** An entry of a tar archive is of a kind that dpkg does not unpack. */
    TAR_TYPE,
    /** A path leads out of where it is unpacked, or cannot be written into a list. */
    PATH,
    /** There are two entries of one path. */
    PATH_TWICE,
    /** There is something else than plain files beside the control file. */
    CONTROL_ENTRY,
    /** There is no control file. */
    CONTROL_MISSING,
    /** The control file is not one stanza. */
    CONTROL_SYNTAX,
    /** A field of the control file is missing, should not be there, or is not as Debian policy wants it. */
    CONTROL_FIELD;

    /** The id, such as {@code member-order}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
