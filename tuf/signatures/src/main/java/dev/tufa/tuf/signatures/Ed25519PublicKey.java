package dev.tufa.tuf.signatures;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The 32 bytes of a key, which nobody looks into before a signature is verified. */
final class Ed25519PublicKey implements EdECPublicKey {
    private static final long serialVersionUID = 1L;

    /** What a SubjectPublicKeyInfo of this algorithm begins with; the key itself follows (RFC 8410, §4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] encoded;

    private Ed25519PublicKey(byte[] encoded) {
        this.encoded = encoded;
    }

    /** Whether this is a SubjectPublicKeyInfo of an Ed25519 key. */
    static boolean isOne(byte[] encoded) {
        return encoded.length == PREFIX.length + Ed25519.PUBLIC_KEY_SIZE
                && Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    static Ed25519PublicKey of(byte[] encoded) {
        return new Ed25519PublicKey(encoded.clone());
    }

    /** The bytes of a key of any provider. */
    static byte[] bytesOf(PublicKey key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !isOne(encoded)) {
            throw new InvalidKeyException("expected a public key for Ed25519, got one for " + key.getAlgorithm());
        }
        return Arrays.copyOfRange(encoded, PREFIX.length, encoded.length);
    }

    /** RFC 8032, §5.1.3: the coordinate y, little-endian, and above it the lowest bit of x. */
    @Override
    public EdECPoint getPoint() {
        byte[] y = new byte[Ed25519.PUBLIC_KEY_SIZE];
        for (int i = 0; i < y.length; i++) {
            y[i] = encoded[encoded.length - 1 - i];
        }
        boolean odd = y[0] < 0;
        y[0] &= 0x7F;
        return new EdECPoint(odd, new BigInteger(1, y));
    }

    @Override
    public NamedParameterSpec getParams() {
        return NamedParameterSpec.ED25519;
    }

    @Override
    public String getAlgorithm() {
        return "EdDSA";
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
