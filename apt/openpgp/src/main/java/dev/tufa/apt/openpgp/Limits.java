package dev.tufa.apt.openpgp;

/** No text or key that means well comes near these; one that does not could fill the memory or take minutes to verify. */
final class Limits {
    /** Bytes of a clear-signed text with its signatures: as many as apt takes of an InRelease. */
    static final int SIGNED = 10_000_000;

    /** Bytes of signatures: each has less than 2 KiB. */
    static final int SIGNATURE_BLOCK = 64 << 10;

    /** Signatures of one text: each is verified. */
    static final int SIGNATURES = 16;

    /** Bytes of one certificate with its armor; keys with pictures and hundreds of foreign signatures are not for this. */
    static final int KEY_BLOCK = 64 << 10;

    /** Bytes of a keyring. */
    static final int KEYRING = 4 << 20;

    /** Packets of one certificate; each may cost a verification. */
    static final int KEY_PACKETS = 500;

    /** Characters of a line of armor (RFC 9580 §6). */
    static final int ARMOR_LINE = 76;

    /** Lines of headers that a block may have. */
    static final int ARMOR_HEADERS = 20;

    /** Characters that are shown of a user id or of a line that is refused. */
    static final int SHOWN = 200;

    private Limits() {}
}
