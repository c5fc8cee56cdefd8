package dev.tufa.tuf.repository.signing.format;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Public keys as metadata lists them (TUF 1.0.34 §4.2.1), from the forms in which they come. */
public final class PublicKeyForms {
    private static final int ED25519_LENGTH = 32;
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";
    private static final List<String> ALGORITHMS = List.of("Ed25519", "EC", "RSA");
    private static final List<SignatureScheme> ML_DSA =
            List.of(SignatureScheme.ML_DSA_44, SignatureScheme.ML_DSA_65, SignatureScheme.ML_DSA_87);

    private PublicKeyForms() {}

    /** The key of the platform in the form of metadata: hex for Ed25519, PEM for all others. */
    public static Key of(SignatureScheme scheme, PublicKey publicKey) {
        byte[] encoded = publicKey.getEncoded();
        String text = scheme == SignatureScheme.ED25519
                ? HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length))
                : PEM_BEGIN + "\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n" + PEM_END + "\n";
        return Key.of(scheme.keyType(), scheme.text(), text);
    }

    /** An Ed25519 key by its 32 bytes. */
    public static Key ofEd25519(byte[] raw) {
        return Key.of(
                SignatureScheme.ED25519.keyType(),
                SignatureScheme.ED25519.text(),
                HexFormat.of().formatHex(raw));
    }

    /** The scheme that goes with a key by itself: for RSA the one with PSS and SHA-256. */
    public static SignatureScheme schemeOf(PublicKey key) throws IOException {
        if (key instanceof RSAPublicKey) {
            return SignatureScheme.RSA_PSS_SHA256;
        }
        if (key instanceof ECPublicKey ec) {
            return Curve.of(ec)
                    .orElseThrow(() -> new IOException("key: expected one on P-256, P-384 or P-521, got another curve"))
                    .scheme();
        }
        if (key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519")) {
            return SignatureScheme.ED25519;
        }
        throw new IOException("key: expected Ed25519, ECDSA or RSA, got " + key.getAlgorithm());
    }

    /**
     * Reads what a program or a file says: a KEY object, PEM of a SubjectPublicKeyInfo, or an Ed25519 key in hex.
     *
     * @param origin for messages
     * @param scheme what to sign by, for keys that leave a choice
     */
    public static Key read(String origin, byte[] content, Optional<SignatureScheme> scheme) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        Key key;
        if (text.startsWith("{")) {
            key = readJson(origin, content);
        } else if (text.contains(PEM_BEGIN)) {
            key = ofPem(origin, text, scheme);
        } else if (text.matches("[0-9a-fA-F]{64}")) {
            key = ofEd25519(HexFormat.of().parseHex(text));
        } else {
            throw new IOException(origin + ": expected a public key as PEM, KEY object or hex, got another text");
        }
        return usable(origin, key);
    }

    private static Key ofPem(String origin, String text, Optional<SignatureScheme> scheme) throws IOException {
        byte[] encoded = decode(origin, text);
        for (String algorithm : ALGORITHMS) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
                return of(scheme.isPresent() ? scheme.get() : schemeOf(key), key);
            } catch (GeneralSecurityException e) {
                // the next algorithm may be the right one
            }
        }
        for (SignatureScheme mlDsa : ML_DSA) { // last, for on Java before 24 another provider has to be loaded
            Key key = Key.of(mlDsa.keyType(), mlDsa.text(), text + "\n");
            if (isUsable(key)) {
                return key;
            }
        }
        throw new IOException(origin + ": expected a key of Ed25519, ECDSA, RSA or ML-DSA, got another");
    }

    private static boolean isUsable(Key key) {
        try {
            PublicKeys.decode(key);
            return true;
        } catch (UnusableKeyException e) {
            return false;
        }
    }

    private static Key readJson(String origin, byte[] content) throws IOException {
        try {
            return readObject(new StoredJson(origin, CanonicalJson.read(content, JsonLimits.DEFAULT)));
        } catch (JsonException e) {
            throw new IOException(origin + ": " + e.getMessage(), e);
        }
    }

    /** Reads a KEY object. What it says beside the public key is kept, for key ids are computed from it. */
    public static Key readObject(StoredJson json) throws IOException {
        JsonObject keyval = json.child("keyval").object();
        if (keyval.member("private").isPresent()) {
            throw json.wrong("keyval", "a public key", "a private one");
        }
        return new Key(
                json.string("keytype"),
                json.string("scheme"),
                keyval,
                json.object().without(Set.of("keytype", "scheme", "keyval")));
    }

    private static Key usable(String origin, Key key) throws IOException {
        try {
            PublicKeys.decode(key);
            return key;
        } catch (UnusableKeyException e) {
            throw new IOException(origin + ": expected a usable key, got " + e.getMessage(), e);
        }
    }

    private static byte[] decode(String origin, String text) throws IOException {
        int begin = text.indexOf(PEM_BEGIN) + PEM_BEGIN.length();
        int end = text.indexOf(PEM_END, begin);
        if (end < 0) {
            throw new IOException(origin + ": expected a whole PEM block, got its beginning");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin, end));
        } catch (IllegalArgumentException e) {
            throw new IOException(origin + ": expected Base64, got " + e.getMessage(), e);
        }
    }
}
