package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.repository.signing.format.Curve;
import dev.tufa.tuf.repository.signing.format.DerReader;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Key pairs from the DER of private keys, with the public half that the platform's own reader leaves out. */
final class PrivateKeyReader {
    private static final String ED25519 = "2b6570";
    private static final String EC = "2a8648ce3d0201";
    private static final String RSA = "2a864886f70d010101";

    private PrivateKeyReader() {}

    /** PrivateKeyInfo (RFC 5958 §2). */
    static KeyPair pkcs8(byte[] der) throws IOException, GeneralSecurityException {
        DerReader info = DerReader.of(der).enter(DerReader.SEQUENCE);
        info.integer(); // the version
        DerReader algorithm = info.enter(DerReader.SEQUENCE);
        String name = HexFormat.of().formatHex(algorithm.content(DerReader.OBJECT_IDENTIFIER));
        byte[] key = info.content(DerReader.OCTET_STRING);
        try {
            return switch (name) {
                case ED25519 -> ed25519(key);
                case EC -> ec(key, Optional.of(curve(algorithm)));
                case RSA -> rsa(key);
                default -> throw new IOException("key: expected Ed25519, ECDSA or RSA, got algorithm " + name);
            };
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static KeyPair ed25519(byte[] der) throws IOException, GeneralSecurityException {
        byte[] seed = DerReader.of(der).content(DerReader.OCTET_STRING);
        try {
            return Ed25519Seed.pair(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** ECPrivateKey (RFC 5915 §3). */
    static KeyPair ec(byte[] der, Optional<Curve> known) throws IOException, GeneralSecurityException {
        DerReader key = DerReader.of(der).enter(DerReader.SEQUENCE);
        key.integer(); // the version
        byte[] number = key.content(DerReader.OCTET_STRING);
        try {
            Optional<Curve> curve = known;
            if (key.isNext(DerReader.CONTEXT_0)) {
                curve = Optional.of(curve(key.enter(DerReader.CONTEXT_0)));
            }
            if (curve.isEmpty()) {
                throw new IOException("key: expected one that names its curve, got one that does not");
            }
            if (!key.isNext(DerReader.CONTEXT_1)) {
                throw new IOException("key: expected one with its public key, got the private key alone:"
                        + " write it anew with openssl pkey -in FILE -out FILE");
            }
            byte[] point = key.enter(DerReader.CONTEXT_1).bits();
            return new KeyPair(curve.get().publicKey(point), curve.get().privateKey(new BigInteger(1, number)));
        } finally {
            Arrays.fill(number, (byte) 0);
        }
    }

    private static Curve curve(DerReader parameters) throws IOException {
        return Curve.of(parameters.content(DerReader.OBJECT_IDENTIFIER))
                .orElseThrow(() -> new IOException("key: expected one on P-256, P-384 or P-521, got another curve"));
    }

    /** RSAPrivateKey (RFC 8017 §A.1.2). */
    static KeyPair rsa(byte[] der) throws IOException, GeneralSecurityException {
        DerReader key = DerReader.of(der).enter(DerReader.SEQUENCE);
        key.integer(); // the version
        BigInteger modulus = key.integer();
        BigInteger publicExponent = key.integer();
        KeyFactory factory = KeyFactory.getInstance("RSA");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(modulus, publicExponent)),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        publicExponent,
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer())));
    }
}
