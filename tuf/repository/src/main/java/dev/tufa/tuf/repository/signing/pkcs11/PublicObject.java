package dev.tufa.tuf.repository.signing.pkcs11;

import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.format.Curve;
import dev.tufa.tuf.repository.signing.format.DerReader;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/** A public key in a token, in the form of metadata. */
final class PublicObject {
    private static final long KEY_TYPE = 0x100;
    private static final long MODULUS = 0x120;
    private static final long PUBLIC_EXPONENT = 0x122;
    private static final long EC_PARAMETERS = 0x180;
    private static final long EC_POINT = 0x181;
    private static final int RSA = 0x0;
    private static final int EC = 0x3;
    private static final int EC_EDWARDS = 0x40;
    private static final int ED25519_LENGTH = 32;

    private final Cryptoki cryptoki;
    private final long session;
    private final long object;

    PublicObject(Cryptoki cryptoki, long session, long object) {
        this.cryptoki = cryptoki;
        this.session = session;
        this.object = object;
    }

    Key key(Optional<SignatureScheme> scheme) throws IOException {
        try {
            int type = type();
            switch (type) {
                case RSA:
                    PublicKey rsa = KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(MODULUS), number(PUBLIC_EXPONENT)));
                    return PublicKeyForms.of(scheme.orElse(SignatureScheme.RSA_PSS_SHA256), rsa);
                case EC:
                    Curve curve = Curve.of(DerReader.of(bytes(EC_PARAMETERS)).content(DerReader.OBJECT_IDENTIFIER))
                            .orElseThrow(() -> new IOException(
                                    "token: expected a key on P-256, P-384 or P-521," + " got one on another curve"));
                    return PublicKeyForms.of(curve.scheme(), curve.publicKey(point()));
                case EC_EDWARDS:
                    byte[] raw = point();
                    if (raw.length != ED25519_LENGTH) {
                        throw new IOException("token: expected an Ed25519 key of 32 bytes, got " + raw.length);
                    }
                    return PublicKeyForms.ofEd25519(raw);
                default:
                    throw new IOException("token: expected an RSA, EC or Edwards key, got type %#x".formatted(type));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("token: expected a public key, got " + e.getMessage(), e);
        }
    }

    private int type() throws IOException {
        return (int) cryptoki.number(session, object, KEY_TYPE);
    }

    /** An octet string, as the standard says; some tokens give the point itself. */
    private byte[] point() throws IOException {
        byte[] value = bytes(EC_POINT);
        try {
            return DerReader.of(value).content(DerReader.OCTET_STRING);
        } catch (IOException e) {
            return value;
        }
    }

    private BigInteger number(long attribute) throws IOException {
        return new BigInteger(1, bytes(attribute));
    }

    private byte[] bytes(long attribute) throws IOException {
        return cryptoki.bytes(session, object, attribute);
    }
}
