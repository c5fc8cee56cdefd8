package dev.tufa.tuf.crypto;

import dev.tufa.tuf.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.util.HexFormat;

/** A public key that can verify signatures of one scheme. */
public final class VerificationKey {
    private static final byte[] ML_DSA_PREFIX = {'t', 'u', 'f', 1};
    private static final int ED25519_SIGNATURE_LENGTH = 64;

    private final SignatureScheme scheme;
    private final PublicKey key;
    private final String fingerprint;

    VerificationKey(SignatureScheme scheme, PublicKey key) {
        this.scheme = scheme;
        this.key = key;
        this.fingerprint = HexFormat.of().formatHex(digest("SHA-256").digest(key.getEncoded()));
    }

    /** The scheme of its signatures. */
    SignatureScheme scheme() {
        return scheme;
    }

    /**
     * What tells one public key from another, whatever key id, scheme or spelling it comes under: the SHA-256 of its
     * SubjectPublicKeyInfo, in hex.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Whether a signature over the canonical form of a signed part is this key's. Anything that is not even a signature is
     * simply not this key's.
     *
     * @param hex the signature, as metadata writes it
     */
    public boolean verifies(JsonObject signed, String hex) {
        byte[] signature;
        try {
            signature = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (scheme == SignatureScheme.ED25519 && signature.length != ED25519_SIGNATURE_LENGTH) {
            return false; // some platforms take no notice of zeros at the end
        }
        if (!scheme.isPss()) {
            return verifies(signed, signature, 0);
        }
        // The salt is as long as the digest or, by some signers, as long as the key allows.
        int longest = (((RSAKey) key).getModulus().bitLength() + 6) / 8 - scheme.digestLength() - 2;
        return verifies(signed, signature, scheme.digestLength()) || verifies(signed, signature, longest);
    }

    private boolean verifies(JsonObject signed, byte[] signature, int saltLength) {
        try {
            Signature verifier = scheme.isPss()
                    ? scheme.newSignature(saltLength)
                    : scheme.newSignatureBy(PreferredProvider.over(scheme, signed.canonicalLength()));
            verifier.initVerify(key);
            if (scheme.isMlDsa()) {
                verifier.update(mlDsaMessage(signed));
            } else {
                signed.canonicalTo(verifier::update);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** What ML-DSA signs according to TAP 21: a prefix and the SHA-512 of the canonical form. */
    public static byte[] mlDsaMessage(JsonObject signed) {
        MessageDigest sha512 = digest("SHA-512");
        signed.canonicalTo(sha512::update);
        byte[] hash = sha512.digest();
        byte[] message = new byte[ML_DSA_PREFIX.length + hash.length];
        System.arraycopy(ML_DSA_PREFIX, 0, message, 0, ML_DSA_PREFIX.length);
        System.arraycopy(hash, 0, message, ML_DSA_PREFIX.length, hash.length);
        return message;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
