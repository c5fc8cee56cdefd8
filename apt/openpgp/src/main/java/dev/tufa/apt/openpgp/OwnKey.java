package dev.tufa.apt.openpgp;

import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A key of a certificate.
 *
 * @param statements what the primary key signed about this key alone, all of it verified: direct-key signatures and revocations of
 *     a primary key, bindings and revocations of a subkey
 */
record OwnKey(PGPPublicKey key, Packet packet, KeyKind kind, Fingerprint fingerprint, List<Signature> statements) {
    OwnKey {
        statements = List.copyOf(statements);
    }

    static OwnKey of(PGPPublicKey key, Packet packet, List<Signature> statements) {
        return new OwnKey(key, packet, KeyKind.of(key), Fingerprint.of(key.getFingerprint()), statements);
    }

    List<Signature> bindings() {
        return ofType(PGPSignature.SUBKEY_BINDING);
    }

    List<Signature> ofType(int type) {
        return statements.stream().filter(statement -> statement.type() == type).toList();
    }

    KeyFacts facts() {
        return new KeyFacts(fingerprint, kind.words(), key.getCreationTime().toInstant());
    }
}
