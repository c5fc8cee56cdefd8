package dev.tufa.apt.openpgp;

import java.util.Map;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * The algorithm of a key and its size.
 *
 * @param words as a person reads it
 */
record KeyKind(Family family, int bits, String words) {
    private static final String ED25519 = "1.3.6.1.4.1.11591.15.1";

    private static final Map<String, String> CURVES = Map.of(
            ED25519,
            "Ed25519",
            "1.3.101.113",
            "Ed448",
            "1.2.840.10045.3.1.7",
            "NIST P-256",
            "1.3.132.0.34",
            "NIST P-384",
            "1.3.132.0.35",
            "NIST P-521",
            "1.3.132.0.10",
            "secp256k1",
            "1.3.36.3.3.2.8.1.1.7",
            "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.11",
            "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.13",
            "brainpoolP512r1");

    static KeyKind of(PGPPublicKey key) {
        int bits = key.getBitStrength();
        BCPGKey material = key.getPublicKeyPacket().getKey();
        String curve = material instanceof ECPublicBCPGKey ec ? ec.getCurveOID().getId() : "";
        String name = CURVES.getOrDefault(curve, "the curve " + curve);
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> new KeyKind(Family.RSA, bits, "RSA, %d bits".formatted(bits));
            case PublicKeyAlgorithmTags.DSA -> new KeyKind(Family.DSA, bits, "DSA, %d bits".formatted(bits));
            case PublicKeyAlgorithmTags.ECDSA ->
                new KeyKind(name.startsWith("NIST") ? Family.ECDSA : Family.OTHER_CURVE, bits, "ECDSA, " + name);
            case PublicKeyAlgorithmTags.EDDSA_LEGACY ->
                curve.equals(ED25519)
                        ? new KeyKind(Family.ED25519_LEGACY, bits, "Ed25519")
                        : new KeyKind(Family.OTHER_CURVE, bits, "EdDSA, " + name);
            case PublicKeyAlgorithmTags.Ed25519 -> new KeyKind(Family.ED25519, bits, "Ed25519 in the form of RFC 9580");
            case PublicKeyAlgorithmTags.Ed448 -> new KeyKind(Family.OTHER_CURVE, bits, "Ed448");
            default -> new KeyKind(Family.OTHER, bits, "algorithm " + key.getAlgorithm());
        };
    }

    enum Family {
        RSA,
        ECDSA,
        /** Ed25519 as all programs know it since 2014 (RFC 9580 §5.5.5.5). */
        ED25519_LEGACY,
        /** Ed25519 as RFC 9580 §5.5.5.9 writes it anew. */
        ED25519,
        DSA,
        OTHER_CURVE,
        OTHER
    }
}
