package dev.tufa.tuf.repository.signing.format;

import dev.tufa.tuf.crypto.SignatureScheme;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The elliptic curves of ECDSA that TUF keys are on. */
public enum Curve {
    P256("secp256r1", "2a8648ce3d030107", 32, SignatureScheme.ECDSA_P256),
    P384("secp384r1", "2b81040022", 48, SignatureScheme.ECDSA_P384),
    P521("secp521r1", "2b81040023", 66, SignatureScheme.ECDSA_P521);

    private static final int UNCOMPRESSED = 4;

    private final String name;
    private final String identifier;
    private final int length;
    private final SignatureScheme scheme;

    Curve(String name, String identifier, int length, SignatureScheme scheme) {
        this.name = name;
        this.identifier = identifier;
        this.length = length;
        this.scheme = scheme;
    }

    /** The curve of an object identifier, by its DER content. */
    public static Optional<Curve> of(byte[] objectIdentifier) {
        String hex = HexFormat.of().formatHex(objectIdentifier);
        return Arrays.stream(values())
                .filter(curve -> curve.identifier.equals(hex))
                .findFirst();
    }

    /** The curve that a public key is on. */
    public static Optional<Curve> of(ECPublicKey key) {
        return Arrays.stream(values())
                .filter(curve -> curve.isOn(key.getParams()))
                .findFirst();
    }

    private boolean isOn(ECParameterSpec parameters) {
        try {
            return parameters.getCurve().equals(parameters().getCurve());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The scheme of signatures with keys on it. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** The private key with a number. */
    public PrivateKey privateKey(BigInteger number) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, parameters()));
    }

    /** The public key at an uncompressed point. */
    public PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * length || point[0] != UNCOMPRESSED) {
            throw new GeneralSecurityException("point: expected an uncompressed one of %d bytes, got %d bytes"
                    .formatted(1 + 2 * length, point.length));
        }
        ECPoint decoded =
                new ECPoint(new BigInteger(1, point, 1, length), new BigInteger(1, point, 1 + length, length));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(decoded, parameters()));
    }

    private ECParameterSpec parameters() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
