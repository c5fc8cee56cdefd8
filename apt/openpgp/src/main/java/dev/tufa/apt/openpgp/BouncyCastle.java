package dev.tufa.apt.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The calls into the library that bytes from outside reach. It complains of wrong bytes by checked and unchecked exceptions of many
 * kinds, which all mean the same here: the packet cannot be read, or the signature is wrong.
 */
final class BouncyCastle {
    private static final BcPGPContentVerifierBuilderProvider VERIFIERS = new BcPGPContentVerifierBuilderProvider();

    private BouncyCastle() {}

    /** A signature; empty if it cannot be read. */
    static Optional<Signature> signature(Packet packet) {
        try {
            return Optional.of(Signature.of(packet, parse(packet)));
        } catch (IOException | PGPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A primary key or subkey; empty if it cannot be read. */
    static Optional<PGPPublicKey> key(Packet packet) {
        try {
            PublicKeyPacket parsed = (PublicKeyPacket) in(packet).readPacket();
            PGPPublicKey key = new PGPPublicKey(parsed, new BcKeyFingerprintCalculator());
            KeyKind.of(key);
            return Optional.of(key);
        } catch (IOException | PGPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a signature over a document is right. */
    static boolean verifiesDocument(Signature signature, PGPPublicKey key, byte[] hashed) {
        return verifies(signature, key, parsed -> {
            parsed.update(hashed);
            return parsed.verify();
        });
    }

    /** Whether a direct-key signature or a revocation of a key by itself is right. */
    static boolean verifiesKey(Signature signature, PGPPublicKey key) {
        return verifies(signature, key, parsed -> parsed.verifyCertification(key));
    }

    /** Whether a certification of a user id, or its revocation, by the key that it belongs to is right. */
    static boolean verifiesUserId(Signature signature, PGPPublicKey key, byte[] userId) {
        return verifies(signature, key, parsed -> parsed.verifyCertification(userId, key));
    }

    /** Whether a signature by one of them that binds a subkey to a primary key, or parts them, is right. */
    static boolean verifiesBinding(Signature signature, PGPPublicKey by, PGPPublicKey primary, PGPPublicKey subkey) {
        return verifies(signature, by, parsed -> parsed.verifyCertification(primary, subkey));
    }

    private static boolean verifies(Signature signature, PGPPublicKey by, Check check) {
        if (signature.keyAlgorithm() != by.getAlgorithm()) {
            return false;
        }
        try {
            PGPSignature parsed = parse(signature.packet());
            parsed.init(VERIFIERS, by);
            return check.passes(parsed);
        } catch (IOException | PGPException | RuntimeException e) {
            return false;
        }
    }

    private static PGPSignature parse(Packet packet) throws IOException, PGPException {
        return new PGPSignature(in(packet));
    }

    private static BCPGInputStream in(Packet packet) {
        return new BCPGInputStream(new ByteArrayInputStream(packet.encoded()));
    }

    @FunctionalInterface
    private interface Check {
        boolean passes(PGPSignature parsed) throws PGPException;
    }
}
