package dev.tufa.apt.openpgp;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * The signatures of one text.
 *
 * @param signatures at least one, in the order they stand in
 * @param types the types they may have (RFC 9580 §5.2.1)
 */
record SignatureList(List<Signature> signatures, List<Integer> types) {
    /** Text may be signed as text; Go's library signs its canonical form as bytes, which hashes to the same, and gpgv takes it. */
    private static final List<Integer> OF_TEXT =
            List.of(PGPSignature.CANONICAL_TEXT_DOCUMENT, PGPSignature.BINARY_DOCUMENT);

    private static final List<Integer> OF_BYTES = List.of(PGPSignature.BINARY_DOCUMENT);

    SignatureList {
        signatures = List.copyOf(signatures);
    }

    static SignatureList ofText(byte[] packets) throws OpenPgpException {
        return new SignatureList(read(packets), OF_TEXT);
    }

    static SignatureList ofBytes(byte[] packets) throws OpenPgpException {
        return new SignatureList(read(packets), OF_BYTES);
    }

    private static List<Signature> read(byte[] packets) throws OpenPgpException {
        List<Signature> signatures = new ArrayList<>();
        for (Packet packet : Packet.readAll(packets, "signature", OpenPgpRefusal.SIGNED_TEXT, Limits.SIGNATURES)) {
            if (packet.tag() != Packet.SIGNATURE) {
                throw new OpenPgpException(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "signature: expected signatures alone, got a packet of type %d".formatted(packet.tag()));
            }
            signatures.add(BouncyCastle.signature(packet)
                    .orElseThrow(() -> new OpenPgpException(
                            OpenPgpRefusal.SIGNED_TEXT, "signature: expected one that can be read, got another")));
        }
        return signatures;
    }

    List<SignatureFacts> facts() {
        return signatures.stream().map(Signature::facts).toList();
    }

    byte[] encoded() {
        return Packet.encoded(signatures.stream().map(Signature::packet).toList());
    }
}
