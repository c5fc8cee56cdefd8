package dev.tufa.apt.openpgp;

import java.util.List;

/** Signatures over a document that is elsewhere, such as Release.gpg over Release (RFC 9580 §10.4). */
public final class DetachedSignature {
    private final SignatureList signatures;

    private DetachedSignature(SignatureList signatures) {
        this.signatures = signatures;
    }

    /** Reads signatures, in armor or not. */
    public static DetachedSignature read(byte[] bytes) throws OpenPgpException {
        return new DetachedSignature(SignatureList.ofBytes(packets(bytes)));
    }

    static byte[] packets(byte[] bytes) throws OpenPgpException {
        if (bytes.length == 0) {
            throw new OpenPgpException(OpenPgpRefusal.NOT_SIGNED, "signature: expected one, got nothing");
        }
        if (bytes.length > Limits.SIGNATURE_BLOCK) {
            throw new OpenPgpException(
                    OpenPgpRefusal.SIGNED_TEXT,
                    "signature: expected at most %d bytes, got %d".formatted(Limits.SIGNATURE_BLOCK, bytes.length));
        }
        return Armor.isArmored(bytes) ? Armor.SIGNATURE.readAlone(bytes, 2 * Limits.SIGNATURE_BLOCK) : bytes;
    }

    /** What the signatures say of themselves; nothing is verified yet. */
    public List<SignatureFacts> facts() {
        return signatures.facts();
    }

    SignatureList signatures() {
        return signatures;
    }
}
