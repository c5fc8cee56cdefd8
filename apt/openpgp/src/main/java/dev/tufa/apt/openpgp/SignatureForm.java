package dev.tufa.apt.openpgp;

import java.util.Locale;
import org.bouncycastle.openpgp.PGPSignature;

/** What a signer is asked to sign. */
public enum SignatureForm {
    /** The very bytes, by a signature of type 0x00 (RFC 9580 §5.2.1.1): for a file of signatures beside a document. */
    BINARY(PGPSignature.BINARY_DOCUMENT),
    /**
     * Text in its canonical form, by a signature of type 0x01 (RFC 9580 §5.2.1.2): for a clear-signed file. The bytes are lines with a
     * carriage return and a line feed between them, and none behind the last.
     */
    TEXT(PGPSignature.CANONICAL_TEXT_DOCUMENT);

    private final int type;

    SignatureForm(int type) {
        this.type = type;
    }

    /** The type of the signature, as its packet has it. */
    public int type() {
        return type;
    }

    /** The word for programs: {@code binary} or {@code text}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
