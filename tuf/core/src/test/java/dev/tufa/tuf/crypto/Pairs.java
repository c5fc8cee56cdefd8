package dev.tufa.tuf.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Key pairs of every scheme that each platform has, their public keys in every spelling, and their signatures. */
final class Pairs {
    static final List<SignatureScheme> SCHEMES = List.of(
            SignatureScheme.ED25519,
            SignatureScheme.ECDSA_P256,
            SignatureScheme.ECDSA_P384,
            SignatureScheme.ECDSA_P521,
            SignatureScheme.RSA_PSS_SHA256,
            SignatureScheme.RSA_PSS_SHA384,
            SignatureScheme.RSA_PSS_SHA512,
            SignatureScheme.RSA_PKCS1_SHA256,
            SignatureScheme.RSA_PKCS1_SHA384,
            SignatureScheme.RSA_PKCS1_SHA512);

    static final JsonObject DOCUMENT = document("{\"b\":1,\"a\":[\"\\u00e9\\n\",null]}");

    private static final Map<String, KeyPair> CACHE = new ConcurrentHashMap<>();

    private Pairs() {}

    static JsonObject document(String text) {
        try {
            return CanonicalJson.read(text.getBytes(UTF_8), JsonLimits.DEFAULT);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** One pair for a scheme; schemes of RSA share theirs. */
    static KeyPair of(SignatureScheme scheme) {
        return switch (scheme) {
            case ED25519 -> pair("Ed25519", "");
            case ECDSA_P256 -> pair("EC", "secp256r1");
            case ECDSA_P384 -> pair("EC", "secp384r1");
            case ECDSA_P521 -> pair("EC", "secp521r1");
            default -> rsa(2048);
        };
    }

    static KeyPair rsa(int bits) {
        return CACHE.computeIfAbsent("RSA " + bits, unused -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static KeyPair pair(String algorithm, String curve) {
        return CACHE.computeIfAbsent(algorithm + curve, unused -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                if (!curve.isEmpty()) {
                    generator.initialize(new ECGenParameterSpec(curve));
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    static String pem(byte[] encoded) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    static String pem(SignatureScheme scheme) {
        return pem(of(scheme).getPublic().getEncoded());
    }

    /** The raw key of Ed25519, the uncompressed point of ECDSA. */
    static String hex(SignatureScheme scheme) {
        byte[] encoded = of(scheme).getPublic().getEncoded();
        if (of(scheme).getPublic() instanceof ECPublicKey ec) {
            int length = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            return "04" + hex(ec.getW().getAffineX(), length) + hex(ec.getW().getAffineY(), length);
        }
        return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String hex(BigInteger number, int bytes) {
        String digits = number.toString(16);
        return "0".repeat(2 * bytes - digits.length()) + digits;
    }

    static Key key(SignatureScheme scheme) {
        return Key.of(scheme.keyType(), scheme.text(), pem(scheme));
    }

    static VerificationKey usable(SignatureScheme scheme) {
        return decode(key(scheme));
    }

    static VerificationKey decode(Key key) {
        try {
            return PublicKeys.decode(key);
        } catch (UnusableKeyException e) {
            throw new AssertionError(e);
        }
    }

    static String sign(SignatureScheme scheme, JsonObject signed) {
        try {
            return sign(scheme.newSignature(), of(scheme), signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String sign(Signature signature, KeyPair pair, JsonObject signed) {
        try {
            signature.initSign(pair.getPrivate());
            signature.update(signed.canonicalBytes());
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
