package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.repository.signing.format.EcdsaSignatures;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How a token signs by a scheme of TUF.
 *
 * @param name as PKCS#11 calls it
 * @param code its number
 * @param digest what the token is given instead of the message; empty if it takes the message
 * @param pssHash the hash of RSA-PSS; empty for others
 * @param isEcdsa whether it answers the two numbers of ECDSA one after the other
 */
record Mechanism(String name, long code, String digest, String pssHash, boolean isEcdsa) {
    static Mechanism of(SignatureScheme scheme) throws IOException {
        return switch (scheme) {
            case ED25519 -> new Mechanism("CKM_EDDSA", 0x1057, "", "", false);
            case ECDSA_P256 -> ecdsa("SHA-256");
            case ECDSA_P384 -> ecdsa("SHA-384");
            case ECDSA_P521 -> ecdsa("SHA-512");
            case RSA_PSS_SHA256 -> new Mechanism("CKM_SHA256_RSA_PKCS_PSS", 0x43, "", "SHA-256", false);
            case RSA_PSS_SHA384 -> new Mechanism("CKM_SHA384_RSA_PKCS_PSS", 0x44, "", "SHA-384", false);
            case RSA_PSS_SHA512 -> new Mechanism("CKM_SHA512_RSA_PKCS_PSS", 0x45, "", "SHA-512", false);
            case RSA_PKCS1_SHA256 -> new Mechanism("CKM_SHA256_RSA_PKCS", 0x40, "", "", false);
            case RSA_PKCS1_SHA384 -> new Mechanism("CKM_SHA384_RSA_PKCS", 0x41, "", "", false);
            case RSA_PKCS1_SHA512 -> new Mechanism("CKM_SHA512_RSA_PKCS", 0x42, "", "", false);
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                throw new IOException("pkcs11: expected Ed25519, ECDSA or RSA, got " + scheme.text());
        };
    }

    /** Every token that has ECDSA has it without a hash. */
    private static Mechanism ecdsa(String digest) {
        return new Mechanism("CKM_ECDSA", 0x1041, digest, "", true);
    }

    /** What the token signs for a message. */
    byte[] input(byte[] message) {
        if (digest.isEmpty()) {
            return message;
        }
        try {
            return MessageDigest.getInstance(digest).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + digest, e);
        }
    }

    /** The signature in metadata's form. */
    byte[] output(byte[] signature) {
        return isEcdsa ? EcdsaSignatures.ofConcatenated(signature) : signature;
    }
}
