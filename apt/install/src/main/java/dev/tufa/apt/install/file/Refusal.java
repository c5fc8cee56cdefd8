package dev.tufa.apt.install.file;

import dev.tufa.apt.openpgp.OpenPgpRefusal;
import java.util.Locale;

/**
 * Why a {@code .apt} file is refused. The ids are for programs and stay what they are; docs/spec/apt-file.md §9 says what each of
 * them means.
 */
public enum Refusal {
    /** §2: the file is longer than any of its kind. */
    TOO_LARGE,
    /** §3.1: the first line is not the one of this format. */
    FIRST_LINE,
    /** §3.1: the first line names a version that is not known yet. */
    NEWER_VERSION,
    /** §3.2: there is no clear-signed text, or it has no end. */
    NOT_SIGNED,
    /** §3.2: the clear-signed text has headers other than Hash, or is cut wrongly. */
    SIGNED_TEXT,
    /** §3.2: there is more than one clear-signed text. */
    SIGNED_TWICE,
    /** §3.3: there is no key block. */
    NO_KEY,
    /** §3.3: the key block holds something else than one certificate, or secret keys. */
    KEY_BLOCK,
    /** §3.4: there is something beside the three parts. */
    OUTSIDE_PARTS,
    /** §4.3: the key may not be trusted; the message says by which rule. */
    KEY_POLICY,
    /** §4.2: the signature is by another key than the appended one. */
    OTHER_KEY,
    /** §4.2: a signature by the appended key is wrong. */
    BAD_SIGNATURE,
    /** §3.2, §4.4: a signature may not be trusted, by its digest or its time; the message says by which rule. */
    SIGNATURE_POLICY,
    /** §5: the signed text is not control data. */
    SYNTAX,
    /** §5: there is no stanza. */
    NO_STANZA,
    /** §2: there are more stanzas, archives or names than any such file needs. */
    TOO_MANY,
    /** §5.1: a field that this version does not have. */
    UNKNOWN_FIELD,
    /** §5.2: Format is missing, or does not say the version of the first line. */
    FORMAT,
    /** §5.3: a filter is empty, or has something else than names. */
    FILTER,
    /** §5.4: a stanza without an archive to install from. */
    NO_ARCHIVE,
    /** §5.4: an archive that is not written as one. */
    ARCHIVE,
    /** §5.4: an archive's address cannot be used, or should not be. */
    ARCHIVE_URI,
    /** §5.4: an option of an archive that could switch off what protects it. */
    ARCHIVE_OPTION,
    /** §5.5: Install has something else than names of packages. */
    INSTALL,
    /** §5.6: Pin has something else than names of packages. */
    PIN,
    /** §5.7: the fields about TUF do not go together, or are not what they should be. */
    TUF;

    static Refusal of(OpenPgpRefusal refusal) {
        return switch (refusal) {
            case NOT_SIGNED -> NOT_SIGNED;
            case SIGNED_TEXT -> SIGNED_TEXT;
            case SIGNED_TWICE -> SIGNED_TWICE;
            case NO_KEY -> NO_KEY;
            case KEY_BLOCK -> KEY_BLOCK;
            case OUTSIDE_PARTS -> OUTSIDE_PARTS;
            case OTHER_KEY -> OTHER_KEY;
            case BAD_SIGNATURE -> BAD_SIGNATURE;
            case KEY_POLICY -> KEY_POLICY;
            case SIGNATURE_POLICY -> SIGNATURE_POLICY;
            case SECRET_KEY, PASSPHRASE -> throw new IllegalArgumentException("only who signs meets " + refusal);
        };
    }

    /** The id, such as {@code first-line}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
