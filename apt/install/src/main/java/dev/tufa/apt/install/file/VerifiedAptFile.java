package dev.tufa.apt.install.file;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.SignedParts;
import dev.tufa.apt.openpgp.VerifiedText;
import java.time.Instant;
import java.util.List;

/**
 * A {@code .apt} file all of which was checked: nothing else can make one. It proves that whoever made it has the private key of
 * {@link #signer}, and not who that is.
 */
public final class VerifiedAptFile {
    private final FormatVersion version;
    private final VerifiedText text;
    private final List<AptStanza> stanzas;

    private VerifiedAptFile(FormatVersion version, VerifiedText text, List<AptStanza> stanzas) {
        this.version = version;
        this.text = text;
        this.stanzas = stanzas;
    }

    /**
     * Checks a file: its size, first line and parts, its key, the signature, and only then what was signed.
     *
     * @param now the time by which keys and signatures are judged
     * @throws AptFileException if it is refused, with the first reason that was found
     */
    public static VerifiedAptFile read(byte[] file, Instant now) throws AptFileException {
        if (file.length > AptFileLimits.FILE) {
            throw new AptFileException(
                    Refusal.TOO_LARGE,
                    "file: expected at most %d bytes, got %d".formatted(AptFileLimits.FILE, file.length));
        }
        FirstLine first = FirstLine.read(file);
        VerifiedText text;
        try {
            SignedParts parts = SignedParts.split(first.rest());
            text = parts.verify(now);
        } catch (OpenPgpException e) {
            throw new AptFileException(Refusal.of(e.refusal()), e);
        }
        return new VerifiedAptFile(first.version(), text, AptText.read(text.text(), first.version()));
    }

    /** The first line of a file of a version, with its end. */
    public static String firstLine(FormatVersion version) {
        return FirstLine.TEXT + version.number() + '\n';
    }

    /** The version of the format that it is made for. */
    public FormatVersion version() {
        return version;
    }

    /** The key that signed it, which is the only one that may sign the archives that it names. */
    public Certificate signer() {
        return text.certificate();
    }

    /** What was verified, with those who signed it as well and with what will soon be refused. */
    public VerifiedText verification() {
        return text;
    }

    /** What it offers to which systems, in its order. */
    public List<AptStanza> stanzas() {
        return stanzas;
    }
}
