package dev.tufa.conformance.aptfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key of the corpus. Its secret is none: it is worked out from its name, so that the same files can be made again, by anyone. Nobody
 * may ever trust one.
 */
final class CorpusKey {
    /** When every key was made, if nothing else is said. */
    static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    /** Which most numbers that are not prime can be divided by. */
    private static final BigInteger SMALL_PRIMES = Stream.iterate(BigInteger.TWO, BigInteger::nextProbablePrime)
            .limit(200)
            .reduce(ONE, BigInteger::multiply);

    private final PGPKeyPair pair;

    private CorpusKey(int version, int algorithm, AsymmetricCipherKeyPair keys, Instant made) {
        try {
            pair = new BcPGPKeyPair(version, algorithm, keys, Date.from(made));
        } catch (PGPException e) {
            throw new AssertionError(e);
        }
    }

    PGPKeyPair pair() {
        return pair;
    }

    String fingerprint() {
        StringBuilder hex = new StringBuilder();
        for (byte b : pair.getPublicKey().getFingerprint()) {
            hex.append("%02X".formatted(b));
        }
        return hex.toString();
    }

    /** Ed25519 as all programs know it; the secret is the SHA-256 of {@code tufa corpus: NAME}. */
    static CorpusKey ed25519(String name) {
        return ed25519(name, MADE);
    }

    static CorpusKey ed25519(String name, Instant made) {
        return ed25519(name, made, 4, PublicKeyAlgorithmTags.EDDSA_LEGACY);
    }

    static CorpusKey ed25519(String name, Instant made, int version, int algorithm) {
        Ed25519PrivateKeyParameters secret = new Ed25519PrivateKeyParameters(sha256(name));
        return new CorpusKey(version, algorithm, new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret), made);
    }

    /** RSA; the primes are the next ones after numbers made of the name. */
    static CorpusKey rsa(String name, int bits) {
        BigInteger p = prime(name + " p", bits / 2);
        BigInteger q = prime(name + " q", bits / 2);
        BigInteger n = p.multiply(q);
        BigInteger pLess = p.subtract(ONE);
        BigInteger qLess = q.subtract(ONE);
        BigInteger d = EXPONENT.modInverse(pLess.multiply(qLess));
        return new CorpusKey(
                4,
                PublicKeyAlgorithmTags.RSA_GENERAL,
                new AsymmetricCipherKeyPair(
                        new RSAKeyParameters(false, n, EXPONENT),
                        new RSAPrivateCrtKeyParameters(
                                n, EXPONENT, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p))),
                MADE);
    }

    /** DSA; the group is the first whose order divides one less than a prime after a number made of the name. */
    static CorpusKey dsa(String name, int bits, int orderBits) {
        BigInteger q = prime(name + " order", orderBits);
        BigInteger step = q.shiftLeft(1);
        BigInteger start = number(name + " modulus", bits).setBit(bits - 1);
        BigInteger p = start.subtract(start.mod(step)).add(ONE);
        while (!p.gcd(SMALL_PRIMES).equals(ONE) || !p.isProbablePrime(100)) {
            p = p.add(step);
        }
        BigInteger g = BigInteger.TWO.modPow(p.subtract(ONE).divide(q), p);
        BigInteger x = number(name, orderBits).mod(q);
        DSAParameters group = new DSAParameters(p, q, g);
        return new CorpusKey(
                4,
                PublicKeyAlgorithmTags.DSA,
                new AsymmetricCipherKeyPair(
                        new DSAPublicKeyParameters(g.modPow(x, p), group), new DSAPrivateKeyParameters(x, group)),
                MADE);
    }

    /** ECDSA over a curve by its name, such as {@code P-256}. */
    static CorpusKey ecdsa(String name, String curve) {
        ASN1ObjectIdentifier id = ECNamedCurveTable.getOID(curve);
        ECNamedDomainParameters domain = new ECNamedDomainParameters(id, ECNamedCurveTable.getByOID(id));
        BigInteger d = number(name, domain.getN().bitLength() - 1);
        return new CorpusKey(
                4,
                PublicKeyAlgorithmTags.ECDSA,
                new AsymmetricCipherKeyPair(
                        new ECPublicKeyParameters(domain.getG().multiply(d), domain),
                        new ECPrivateKeyParameters(d, domain)),
                MADE);
    }

    private static BigInteger prime(String name, int bits) {
        return number(name, bits).setBit(bits - 1).setBit(bits - 2).nextProbablePrime();
    }

    /** So many bits of the SHA-256 of the name with 0, 1, … behind it. */
    private static BigInteger number(String name, int bits) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; number.bitLength() < bits; i++) {
            number = number.shiftLeft(256).add(new BigInteger(1, sha256(name + " " + i)));
        }
        return number.mod(ONE.shiftLeft(bits));
    }

    private static byte[] sha256(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(("tufa corpus: " + name).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
