package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.crypto.VerificationKey;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.source.RawSigner;
import java.io.IOException;
import java.util.HexFormat;

/** Signs with a private key outside this process, and believes no signature that the public key does not verify. */
final class OutsideSigner implements Signer, AutoCloseable {
    private final StoredKey stored;
    private final SignatureScheme scheme;
    private final VerificationKey verifier;
    private final RawSigner signer;

    private OutsideSigner(StoredKey stored, SignatureScheme scheme, VerificationKey verifier, RawSigner signer) {
        this.stored = stored;
        this.scheme = scheme;
        this.verifier = verifier;
        this.signer = signer;
    }

    static OutsideSigner of(StoredKey stored, SignatureScheme scheme, RawSigner signer) throws IOException {
        try {
            return new OutsideSigner(stored, scheme, PublicKeys.decode(stored.key()), signer);
        } catch (UnusableKeyException e) {
            throw new IOException("key %s: expected a usable key, got %s".formatted(stored.keyId(), e.getMessage()), e);
        }
    }

    @Override
    public Key key() {
        return stored.key();
    }

    @Override
    public String keyId() {
        return stored.keyId();
    }

    @Override
    public String sign(JsonObject signed) throws IOException {
        byte[] message = scheme.keyType().equals(SignatureScheme.ML_DSA_44.keyType())
                ? VerificationKey.mlDsaMessage(signed)
                : signed.canonicalBytes();
        String signature = HexFormat.of().formatHex(signer.sign(message));
        if (!verifier.verifies(signed, signature)) {
            throw new WrongSignatureException(stored);
        }
        return signature;
    }

    @Override
    public void close() {
        signer.close();
    }
}
