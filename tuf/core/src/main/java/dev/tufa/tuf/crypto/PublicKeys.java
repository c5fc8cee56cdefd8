package dev.tufa.tuf.crypto;

import dev.tufa.tuf.metadata.Key;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Turns KEY objects (TUF 1.0.34 §4.2.2) into keys that can verify, or says why one cannot. */
public final class PublicKeys {
    /** §4.2.2: "All RSA keys MUST be at least 2048 bits". */
    private static final int MINIMUM_RSA_BITS = 2048;

    /** Largest RSA key; stops a delegator from making every client spend seconds on one signature. */
    private static final int MAXIMUM_RSA_BITS = 16_384;

    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    /** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_LENGTH = 32;

    private PublicKeys() {}

    /**
     * The key in usable form.
     *
     * @throws UnusableKeyException if its type or scheme is unknown, its text is not a key of that type, or it is too weak
     */
    public static VerificationKey decode(Key key) throws UnusableKeyException {
        SignatureScheme scheme = SignatureScheme.of(key.keyType(), key.scheme())
                .orElseThrow(() -> new UnusableKeyException(
                        "unknown key type %s with scheme %s".formatted(key.keyType(), key.scheme())));
        String text = key.publicText().orElseThrow(() -> new UnusableKeyException("no public key text"));
        try {
            PublicKey decoded = decode(scheme, text);
            check(scheme, decoded);
            return new VerificationKey(scheme, normalised(scheme, decoded));
        } catch (NoSuchAlgorithmException e) {
            throw new UnusableKeyException("no security provider here has scheme " + scheme.text(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableKeyException("not a public key of scheme " + scheme.text(), e);
        }
    }

    private static PublicKey decode(SignatureScheme scheme, String text)
            throws GeneralSecurityException, UnusableKeyException {
        KeyFactory factory = scheme.newPublicKeyFactory();
        if (text.contains(PEM_BEGIN)) {
            return factory.generatePublic(new X509EncodedKeySpec(decodePem(text)));
        }
        byte[] raw = HexFormat.of().parseHex(text);
        return switch (scheme) {
            case ED25519 -> {
                if (raw.length != ED25519_LENGTH) {
                    throw new UnusableKeyException(
                            "expected an Ed25519 key of %d bytes, got %d".formatted(ED25519_LENGTH, raw.length));
                }
                byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
                System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
                System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
                yield factory.generatePublic(new X509EncodedKeySpec(encoded));
            }
            case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> factory.generatePublic(uncompressedPoint(scheme, raw));
            default -> throw new UnusableKeyException("expected a PEM public key for scheme " + scheme.text());
        };
    }

    /** A hex point instead of PEM occurs in the first roots of well-known repositories. */
    private static ECPublicKeySpec uncompressedPoint(SignatureScheme scheme, byte[] point)
            throws GeneralSecurityException, UnusableKeyException {
        int length = (curveBits(scheme) + 7) / 8;
        if (point.length != 1 + 2 * length || point[0] != 4) {
            throw new UnusableKeyException(
                    "expected an uncompressed point of %d bytes, got %d bytes".formatted(1 + 2 * length, point.length));
        }
        return new ECPublicKeySpec(
                new ECPoint(new BigInteger(1, point, 1, length), new BigInteger(1, point, 1 + length, length)),
                curve(scheme));
    }

    private static void check(SignatureScheme scheme, PublicKey key)
            throws GeneralSecurityException, UnusableKeyException {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS) {
                throw new UnusableKeyException("expected an RSA key of %d to %d bits, got %d"
                        .formatted(MINIMUM_RSA_BITS, MAXIMUM_RSA_BITS, bits));
            }
        }
        if (key instanceof ECPublicKey ec
                && !ec.getParams().getCurve().equals(curve(scheme).getCurve())) {
            throw new UnusableKeyException(
                    "expected a key on %s, got a key on another curve".formatted(curveName(scheme)));
        }
        if (unusedBits(key.getEncoded()) != 0) {
            throw new UnusableKeyException("expected a key of whole bytes, got unused bits");
        }
    }

    /** The key made anew from its numbers: a platform keeps what it read, and many encodings of one RSA key are readable. */
    private static PublicKey normalised(SignatureScheme scheme, PublicKey key) throws GeneralSecurityException {
        return key instanceof RSAPublicKey rsa
                ? scheme.newKeyFactory().generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                : key;
    }

    /** How many bits of a SubjectPublicKeyInfo's bit string are said to be unused; with some, one key has several encodings. */
    private static int unusedBits(byte[] encoded) {
        int algorithm = contentOf(encoded, 0);
        int bitString = contentOf(encoded, algorithm) + lengthOf(encoded, algorithm);
        return encoded[contentOf(encoded, bitString)];
    }

    /** Where the content of a DER element begins. */
    private static int contentOf(byte[] der, int element) {
        return der[element + 1] >= 0 ? element + 2 : element + 2 + (der[element + 1] & 0x7F);
    }

    /** How long the content of a DER element is. */
    private static int lengthOf(byte[] der, int element) {
        int content = contentOf(der, element);
        return content == element + 2
                ? der[element + 1]
                : new BigInteger(1, der, element + 2, content - element - 2).intValue();
    }

    private static ECParameterSpec curve(SignatureScheme scheme) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curveName(scheme)));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static String curveName(SignatureScheme scheme) {
        return "secp" + curveBits(scheme) + "r1";
    }

    private static int curveBits(SignatureScheme scheme) {
        return switch (scheme) {
            case ECDSA_P256 -> 256;
            case ECDSA_P384 -> 384;
            case ECDSA_P521 -> 521;
            default -> throw new IllegalArgumentException("scheme: expected ECDSA, got " + scheme);
        };
    }

    private static byte[] decodePem(String text) throws UnusableKeyException {
        int begin = text.indexOf(PEM_BEGIN) + PEM_BEGIN.length();
        int end = text.indexOf(PEM_END, begin);
        if (end < 0) {
            throw new UnusableKeyException("expected a complete PEM block, got only its beginning");
        }
        return Base64.getMimeDecoder().decode(text.substring(begin, end));
    }
}
