package dev.tufa.apt.openpgp;

import java.util.Locale;

/** Why something signed, or a key, is refused. The ids are for programs and stay what they are. */
public enum OpenPgpRefusal {
    /** There is no clear-signed text, no signature, or what there is has no end. */
    NOT_SIGNED,
    /** The clear-signed text or the block of its signatures is not written as RFC 9580 §7 says, or has headers other than Hash. */
    SIGNED_TEXT,
    /** There is more than one clear-signed text. */
    SIGNED_TWICE,
    /** There is no block with a public key. */
    NO_KEY,
    /** The block holds something else than one certificate, a secret key for example, or too much. */
    KEY_BLOCK,
    /** There is something beside the signed text and the key. */
    OUTSIDE_PARTS,
    /** No signature is by the certificate. */
    OTHER_KEY,
    /** A signature by the certificate does not fit what is signed. */
    BAD_SIGNATURE,
    /** The key may not be trusted; the rule says why. */
    KEY_POLICY,
    /** A signature may not be trusted; the rule says why. */
    SIGNATURE_POLICY,
    /** A secret key cannot be read, or cannot sign. */
    SECRET_KEY,
    /** The passphrase of a secret key is wrong. */
    PASSPHRASE;

    /** The id, such as {@code bad-signature}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
