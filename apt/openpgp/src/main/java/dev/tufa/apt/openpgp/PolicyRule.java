package dev.tufa.apt.openpgp;

import java.util.Locale;

/** The rules by which a key or a signature is refused although it may be right. The ids are for programs and stay what they are. */
public enum PolicyRule {
    /** Keys have version 4, the only one that apt's verifiers share. */
    KEY_VERSION,
    /** Keys are RSA, ECDSA or Ed25519 as gpg writes it: neither DSA nor ElGamal, nor what gpgv does not know. */
    KEY_ALGORITHM,
    /** Curves are Ed25519 and NIST's P-256, P-384 and P-521: neither Brainpool's nor what is not known. */
    KEY_CURVE,
    /** RSA keys have 2048 bits, and 3072 from 2030-02-01 on. */
    KEY_SIZE,
    /** A key says what it is for by a signature of its own that is valid now. */
    SELF_SIGNATURE,
    /** A key's signature of itself is over SHA-256 or a stronger digest. */
    SELF_SIGNATURE_DIGEST,
    /** The key has been made by now. */
    KEY_NOT_YET_VALID,
    /** The key has not expired. */
    KEY_EXPIRED,
    /** The key has not been revoked. */
    KEY_REVOKED,
    /** The key is for signing, by its own flags. */
    KEY_FLAGS,
    /** The primary key has bound the subkey, and a subkey that signs has signed that too (RFC 9580 §5.2.1.9). */
    SUBKEY_UNBOUND,
    /** The subkey has not expired. */
    SUBKEY_EXPIRED,
    /** The subkey has not been revoked. */
    SUBKEY_REVOKED,
    /** Signatures have version 4. */
    SIGNATURE_VERSION,
    /** Signatures are over a document (RFC 9580 §5.2.1.1, §5.2.1.2). */
    SIGNATURE_TYPE,
    /** Signatures are over SHA-256, SHA-384 or SHA-512. */
    SIGNATURE_DIGEST,
    /** Signatures say when they were made, after their key and not in the future. */
    SIGNATURE_TIME,
    /** The signature has not expired. */
    SIGNATURE_EXPIRED,
    /** Signatures demand nothing that is not known (RFC 9580 §5.2.3.7). */
    CRITICAL_SUBPACKET;

    /** The id, such as {@code key-expired}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
