package dev.tufa.tuf.signatures;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** PureEdDSA over Curve25519: RFC 8032, §5.1. */
final class Ed25519Signature extends SignatureSpi {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte @Nullable [] publicKey;
    private byte @Nullable [] privateKey;

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        publicKey = Ed25519PublicKey.bytesOf(key);
        privateKey = null;
        message.reset();
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        if (!(key instanceof EdECPrivateKey own)
                || own.getBytes().isEmpty()
                || own.getBytes().get().length != Ed25519.SECRET_KEY_SIZE) {
            throw new InvalidKeyException(
                    "expected a private key for Ed25519 that is here, got one for " + key.getAlgorithm());
        }
        privateKey = own.getBytes().get();
        publicKey = null;
        message.reset();
    }

    @Override
    protected void engineUpdate(byte value) {
        message.write(value);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        if (privateKey == null) {
            throw new SignatureException("expected a private key, got none");
        }
        byte[] bytes = take();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(privateKey, 0, bytes, 0, bytes.length, signature, 0);
        return signature;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        if (publicKey == null) {
            throw new SignatureException("expected a public key, got none");
        }
        byte[] bytes = take();
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, publicKey, 0, bytes, 0, bytes.length);
    }

    private byte[] take() {
        byte[] bytes = message.toByteArray();
        message.reset();
        return bytes;
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException(name + ": Ed25519 has no parameters");
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException(name + ": Ed25519 has no parameters");
    }
}
