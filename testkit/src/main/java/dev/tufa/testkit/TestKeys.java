package dev.tufa.testkit;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.PrivateKeySigner;
import dev.tufa.tuf.repository.signing.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys for tests, by name. They protect nothing: whoever knows the name of one has it. */
public final class TestKeys {
    private static final int SMALLEST_RSA_BITS = 2048;

    private static final Map<String, PrivateKeySigner> ED25519 = new ConcurrentHashMap<>();
    private static final Map<String, PrivateKeySigner> OTHERS = new ConcurrentHashMap<>();
    private static final Map<String, KeyPair> RSA_PAIRS = new ConcurrentHashMap<>();

    private TestKeys() {}

    /** The Ed25519 key of that name: the same one, with the same signatures, in every run. */
    public static PrivateKeySigner key(String name) {
        return ED25519.computeIfAbsent(name, TestKeys::ed25519);
    }

    /** A key of that name for a scheme, made once in each run; two schemes of RSA share one public key. */
    public static PrivateKeySigner key(String name, SignatureScheme scheme) {
        return switch (scheme) {
            case ED25519 -> key(name);
            case ECDSA_P256, ECDSA_P384, ECDSA_P521, ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                OTHERS.computeIfAbsent(name + ' ' + scheme, unused -> PrivateKeySigner.generate(scheme));
            default ->
                OTHERS.computeIfAbsent(
                        name + ' ' + scheme, unused -> PrivateKeySigner.of(scheme, rsa(name, SMALLEST_RSA_BITS)));
        };
    }

    /** An RSA key pair of that name and size, made once in each run. */
    public static KeyPair rsa(String name, int bits) {
        return RSA_PAIRS.computeIfAbsent(name + ' ' + bits, unused -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has RSA", e);
            }
        });
    }

    /** The same private key under another key id. */
    public static Signer withKeyId(String keyId, Signer signer) {
        return new Listed(signer.key(), keyId, signer);
    }

    /** The same private key, whose public key metadata writes in another way, under the key id that follows from it. */
    public static Signer withKey(Key key, Signer signer) {
        return new Listed(key, key.computeKeyId(), signer);
    }

    private static PrivateKeySigner ed25519(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new NamedRandom(name));
            return PrivateKeySigner.of(SignatureScheme.ED25519, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    private record Listed(Key key, String keyId, Signer signer) implements Signer {
        @Override
        public String sign(JsonObject signed) throws IOException {
            return signer.sign(signed);
        }
    }

    /** Not random at all: the SHA-256 of a name, over and over. */
    private static final class NamedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        NamedRandom(String name) throws GeneralSecurityException {
            seed = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int filled = 0; filled < bytes.length; filled += seed.length) {
                byte[] part = Arrays.copyOf(seed, Math.min(seed.length, bytes.length - filled));
                System.arraycopy(part, 0, bytes, filled, part.length);
            }
        }
    }
}
