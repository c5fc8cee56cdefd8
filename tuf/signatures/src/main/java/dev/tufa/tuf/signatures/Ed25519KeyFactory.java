package dev.tufa.tuf.signatures;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Makes public keys without the platform's provider, which takes longer to load than a signature; all else is the platform's. */
final class Ed25519KeyFactory extends KeyFactorySpi {
    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
        return spec instanceof X509EncodedKeySpec encoded && Ed25519PublicKey.isOne(encoded.getEncoded())
                ? Ed25519PublicKey.of(encoded.getEncoded())
                : platform().generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
        return platform().generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) throws InvalidKeySpecException {
        try {
            return platform().getKeySpec(platform().translateKey(key), type);
        } catch (InvalidKeyException e) {
            throw new InvalidKeySpecException(e);
        }
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
        return platform().translateKey(key);
    }

    /** By the name of the family, which is none of this provider's: it may be registered as the first one. */
    private static KeyFactory platform() {
        try {
            return KeyFactory.getInstance("EdDSA");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has EdDSA", e);
        }
    }
}
