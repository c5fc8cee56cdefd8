package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs with a private key that is in this process's memory. Immutable and safe for use by many threads. */
public final class PrivateKeySigner implements Signer {
    private static final int RSA_BITS = 3072;

    private final SignatureScheme scheme;
    private final PrivateKey privateKey;
    private final Key key;

    /** The private key as another provider has it. */
    private volatile @Nullable Foreign foreign;

    private PrivateKeySigner(SignatureScheme scheme, PrivateKey privateKey, Key key) {
        this.scheme = scheme;
        this.privateKey = privateKey;
        this.key = key;
    }

    /** A signer with a new Ed25519 key: small, fast, and known to every TUF client. */
    public static PrivateKeySigner generate() {
        return generate(SignatureScheme.ED25519);
    }

    /** A signer with a new key for a scheme. */
    public static PrivateKeySigner generate(SignatureScheme scheme) {
        try {
            return of(scheme, generator(scheme).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("scheme: expected one that can make keys here, got " + scheme.text(), e);
        }
    }

    /** A signer with an existing key pair. */
    public static PrivateKeySigner of(SignatureScheme scheme, KeyPair pair) {
        return new PrivateKeySigner(scheme, pair.getPrivate(), PublicKeyForms.of(scheme, pair.getPublic()));
    }

    /** A signer with an existing private key, whose public half is written in a certain way. */
    static PrivateKeySigner of(SignatureScheme scheme, PrivateKey privateKey, Key key) {
        return new PrivateKeySigner(scheme, privateKey, key);
    }

    /**
     * A signer with a private key that was kept.
     *
     * @param file where it was kept, for messages
     * @param key the public key that it has to belong to
     * @param pkcs8 the private key in PKCS#8 form; the caller overwrites it after use
     */
    static PrivateKeySigner restore(String file, Key key, byte[] pkcs8) throws IOException {
        SignatureScheme scheme = SignatureScheme.of(key.keyType(), key.scheme())
                .orElseThrow(
                        () -> new IOException("%s: expected a known scheme, got %s".formatted(file, key.scheme())));
        try {
            PrivateKey privateKey = scheme.newKeyFactory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            PrivateKeySigner signer = new PrivateKeySigner(scheme, privateKey, key);
            if (!PublicKeys.decode(key).verifies(JsonObject.EMPTY, signer.sign(JsonObject.EMPTY))) {
                throw new IOException(
                        "%s: expected the private key of %s, got another one".formatted(file, key.computeKeyId()));
            }
            return signer;
        } catch (InvalidKeySpecException e) { // one in 256 wrong passphrases gives bytes with the right padding
            throw new WrongPassphraseException(file, e);
        } catch (GeneralSecurityException | UnusableKeyException e) {
            throw new IOException(
                    "%s: expected a key of scheme %s, got %s".formatted(file, scheme.text(), e.getMessage()), e);
        }
    }

    /** A signer with a private key that was kept, if it belongs to a public key. */
    static Optional<Signer> matching(String file, Key key, byte[] pkcs8) throws IOException {
        Optional<SignatureScheme> scheme = SignatureScheme.of(key.keyType(), key.scheme());
        if (scheme.isEmpty()) {
            return Optional.empty();
        }
        try {
            PrivateKey privateKey = scheme.get().newKeyFactory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            PrivateKeySigner signer = new PrivateKeySigner(scheme.get(), privateKey, key);
            return PublicKeys.decode(key).verifies(JsonObject.EMPTY, signer.sign(JsonObject.EMPTY))
                    ? Optional.of(signer)
                    : Optional.empty();
        } catch (InvalidKeySpecException e) { // a private key of another kind
            return Optional.empty();
        } catch (GeneralSecurityException | UnusableKeyException e) {
            throw new IOException(
                    "%s: expected a key of scheme %s, got %s"
                            .formatted(file, scheme.get().text(), e.getMessage()),
                    e);
        }
    }

    private static KeyPairGenerator generator(SignatureScheme scheme) throws GeneralSecurityException {
        switch (scheme) {
            case ED25519:
                return KeyPairGenerator.getInstance("Ed25519");
            case ECDSA_P256, ECDSA_P384, ECDSA_P521:
                KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
                ec.initialize(new ECGenParameterSpec(
                        "secp" + scheme.text().substring(scheme.text().length() - 3) + "r1"));
                return ec;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87:
                return scheme.newKeyPairGenerator();
            default:
                KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
                rsa.initialize(RSA_BITS);
                return rsa;
        }
    }

    @Override
    public Key key() {
        return key;
    }

    /** The scheme that it signs by. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** The private key in PKCS#8 form; the caller overwrites the array after use. */
    byte[] encoded() {
        return privateKey.getEncoded();
    }

    /** A provider works out more of a key than its bytes, and would do so for every signature if the key were not its own. */
    @SuppressWarnings("ReferenceEquality") // providers are equal when their thousands of properties are
    private PrivateKey keyFor(Optional<Provider> preferred) {
        if (preferred.isEmpty()) {
            return privateKey;
        }
        Foreign last = foreign;
        if (last == null || last.provider() != preferred.get()) {
            last = new Foreign(preferred.get(), translated(preferred.get()));
            foreign = last;
        }
        return last.key();
    }

    private PrivateKey translated(Provider provider) {
        byte[] pkcs8 = privateKey.getEncoded();
        try {
            return KeyFactory.getInstance(privateKey.getAlgorithm(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            return privateKey; // which it may still know how to use
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private record Foreign(Provider provider, PrivateKey key) {}

    @Override
    public String sign(JsonObject signed) throws IOException {
        try {
            Optional<Provider> preferred = PreferredProvider.over(scheme, signed.canonicalLength());
            Signature signature = scheme.newSignatureBy(preferred);
            signature.initSign(keyFor(preferred));
            if (scheme.keyType().equals("ml-dsa")) {
                signature.update(VerificationKey.mlDsaMessage(signed));
            } else {
                signed.canonicalTo(signature::update);
            }
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "key %s: expected a signature by %s, got %s".formatted(keyId(), scheme.text(), e.getMessage()), e);
        }
    }
}
