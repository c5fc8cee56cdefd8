package dev.tufa.apt.openpgp;

import dev.tufa.apt.openpgp.Lines.Line;
import java.time.Instant;

/**
 * A clear-signed text and the certificate that is appended to it, which is all of a {@code .apt} file behind its first line. Only
 * empty lines may be before, between and behind the two. That the certificate stands beside the text says nothing of who wrote it;
 * it is whether the person trusts this key that decides.
 *
 * @param signed the text, not verified yet
 * @param certificate the key it claims to be signed by
 */
public record SignedParts(ClearSigned signed, Certificate certificate) {
    /** Takes a file apart, or refuses all of it. */
    public static SignedParts split(byte[] file) throws OpenPgpException {
        ClearSigned.requireSize(file);
        Lines lines = new Lines(file);
        ClearSigned signed = ClearSigned.read(lines, ClearSigned.Headers.JUDGED);
        if (!lines.skipEmpty()) {
            throw new OpenPgpException(
                    OpenPgpRefusal.NO_KEY,
                    "key: expected \"%s\" behind the signed text, got nothing".formatted(Armor.PUBLIC_KEY.begin));
        }
        Line begin = lines.next();
        if (begin.is(Armor.SECRET_KEY.begin)) {
            throw new OpenPgpException(OpenPgpRefusal.KEY_BLOCK, "key: expected a public key, got a secret one");
        }
        if (!begin.is(Armor.PUBLIC_KEY.begin)) {
            throw ClearSigned.behind(begin, "\"" + Armor.PUBLIC_KEY.begin + '"');
        }
        Certificate certificate = CertificateReader.readOne(Armor.PUBLIC_KEY.read(lines, Limits.KEY_BLOCK), "key");
        if (lines.skipEmpty()) {
            throw behindKey(lines.next());
        }
        return new SignedParts(signed, certificate);
    }

    private static OpenPgpException behindKey(Line line) {
        if (line.is(Armor.PUBLIC_KEY.begin) || line.is(Armor.SECRET_KEY.begin)) {
            return new OpenPgpException(OpenPgpRefusal.KEY_BLOCK, "key: expected one block, got another behind it");
        }
        return ClearSigned.behind(line, "nothing but the key");
    }

    /** Verifies the text by the certificate. */
    public VerifiedText verify(Instant now) throws OpenPgpException {
        return certificate.verify(signed, now);
    }
}
