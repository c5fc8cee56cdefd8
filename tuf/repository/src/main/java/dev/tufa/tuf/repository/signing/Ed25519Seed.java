package dev.tufa.tuf.repository.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * The key pair of an Ed25519 private key, its 32 bytes of chance (RFC 8032 §5.1.5). The platform computes a public key only when it
 * makes a pair, so it is given these bytes as chance.
 */
final class Ed25519Seed {
    static final int LENGTH = 32;

    private Ed25519Seed() {}

    static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        if (seed.length != LENGTH) {
            throw new GeneralSecurityException(
                    "expected an Ed25519 key of %d bytes, got %d".formatted(LENGTH, seed.length));
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
        KeyPair pair = generator.generateKeyPair();
        byte[] actual = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]);
        boolean same = Arrays.equals(actual, seed);
        Arrays.fill(actual, (byte) 0);
        if (!same) {
            throw new GeneralSecurityException("expected the platform to keep an Ed25519 key, got another one");
        }
        return pair;
    }

    /** Gives the same bytes again. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final transient byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        }
    }
}
