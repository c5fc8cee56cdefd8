package dev.tufa.apt.openpgp;

import java.util.List;

/** Bytes that a certificate has signed, and nothing but those. Only a verification makes one. */
public final class VerifiedText {
    private final byte[] text;
    private final Certificate certificate;
    private final List<Fingerprint> signers;
    private final List<SignatureFacts> signatures;
    private final List<SignatureFacts> others;
    private final List<Warning> warnings;

    VerifiedText(
            byte[] text,
            Certificate certificate,
            List<Fingerprint> signers,
            List<SignatureFacts> signatures,
            List<SignatureFacts> others,
            List<Warning> warnings) {
        this.text = text;
        this.certificate = certificate;
        this.signers = List.copyOf(signers);
        this.signatures = List.copyOf(signatures);
        this.others = List.copyOf(others);
        this.warnings = List.copyOf(warnings);
    }

    /** The bytes, a copy: of a clear-signed text as {@link ClearSigned#text} says, of a document as it is. */
    public byte[] text() {
        return text.clone();
    }

    /** By whom. */
    public Certificate certificate() {
        return certificate;
    }

    /** The fingerprint of the certificate's primary key, which need not be the key that signed. */
    public Fingerprint fingerprint() {
        return certificate.fingerprint();
    }

    /** The keys of the certificate that signed, primary or subkeys; at least one. */
    public List<Fingerprint> signers() {
        return signers;
    }

    /** What their signatures say, in the same order. */
    public List<SignatureFacts> signatures() {
        return signatures;
    }

    /** Signatures that claim to be by other keys. They were not looked at, and are no reason to trust. */
    public List<SignatureFacts> alsoSignedBy() {
        return others;
    }

    /** What will not be accepted later. */
    public List<Warning> warnings() {
        return warnings;
    }
}
