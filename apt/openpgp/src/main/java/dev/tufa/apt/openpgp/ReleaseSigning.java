package dev.tufa.apt.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Has documents signed by one or several, side by side, and verifies what comes back by {@link Certificate#verify} before anyone can
 * publish it: a wrong signature, or one that no verifier will take, is found here.
 */
public final class ReleaseSigning {
    private final List<ReleaseSigner> signers;
    private final Instant at;

    /** Signing at a time by at least one, in this order. */
    public ReleaseSigning(List<ReleaseSigner> signers, Instant at) {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("signers: expected at least one, got none");
        }
        this.signers = List.copyOf(signers);
        this.at = at;
    }

    /**
     * The text with the signatures behind it, as InRelease and the first part of a {@code .apt} file are.
     *
     * @param text lines that end with a line feed each, without carriage returns and blanks at their ends
     * @throws IllegalArgumentException for another text, which would not be the same when it is verified
     */
    public byte[] clearSign(byte[] text) throws IOException, OpenPgpException {
        CanonicalText.require(text);
        byte[] packets = sign(SignatureForm.TEXT, CanonicalText.of(text));
        Set<String> digests = new LinkedHashSet<>();
        SignatureList.ofText(packets).signatures().forEach(signature -> digests.add(signature.digestName()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(CanonicalText.framed(text, String.join(",", digests)));
        out.writeBytes(Armor.SIGNATURE.write(packets).getBytes(StandardCharsets.US_ASCII));
        ClearSigned signed = ClearSigned.read(out.toByteArray());
        for (ReleaseSigner signer : signers) {
            signer.certificate().verify(signed, at);
        }
        return out.toByteArray();
    }

    /** The signatures over a document, in armor, as Release.gpg has them. */
    public byte[] detachedSign(byte[] document) throws IOException, OpenPgpException {
        byte[] armored =
                Armor.SIGNATURE.write(sign(SignatureForm.BINARY, document)).getBytes(StandardCharsets.US_ASCII);
        DetachedSignature signature = DetachedSignature.read(armored);
        for (ReleaseSigner signer : signers) {
            signer.certificate().verify(document, signature, at);
        }
        return armored;
    }

    private byte[] sign(SignatureForm form, byte[] bytes) throws IOException, OpenPgpException {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (ReleaseSigner signer : signers) {
            byte[] answer = DetachedSignature.packets(signer.sign(form, bytes.clone(), at));
            SignatureList signatures = SignatureList.ofText(answer);
            for (Signature signature : signatures.signatures()) {
                requireType(form, signature);
            }
            packets.writeBytes(signatures.encoded());
        }
        return packets.toByteArray();
    }

    /** gpgv refuses a clear-signed text whose signatures are not all of one type. */
    private static void requireType(SignatureForm form, Signature signature) throws OpenPgpException {
        if (signature.type() != form.type()) {
            throw new OpenPgpException(
                    OpenPgpRefusal.SIGNATURE_POLICY,
                    PolicyRule.SIGNATURE_TYPE,
                    "signer: expected a signature of type 0x%02X, got one of type 0x%02X"
                            .formatted(form.type(), signature.type()));
        }
    }
}
