package dev.tufa.apt.openpgp;

import dev.tufa.apt.openpgp.Lines.Line;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Text with signatures behind it (RFC 9580 §7), taken apart but not verified. Each line of the text has its dash-escape removed, and
 * the blanks and tabs at its end, which no signature is over. A carriage return may stand before a line feed alone, and a line that
 * begins with a dash has to be escaped: then there is one text for what was signed, and no reader can see another.
 */
public final class ClearSigned {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String HASH = "Hash: ";

    private final byte[] text;
    private final SignatureList signatures;

    private ClearSigned(byte[] text, SignatureList signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /** Reads a file that is one clear-signed text, such as an InRelease; there may be empty lines before and behind it. */
    public static ClearSigned read(byte[] file) throws OpenPgpException {
        requireSize(file);
        Lines lines = new Lines(file);
        ClearSigned signed = read(lines);
        if (lines.skipEmpty()) {
            throw behind(lines.next(), "nothing");
        }
        return signed;
    }

    static void requireSize(byte[] file) throws OpenPgpException {
        if (file.length > Limits.SIGNED) {
            throw new OpenPgpException(
                    OpenPgpRefusal.SIGNED_TEXT,
                    "signed text: expected at most %d bytes, got %d".formatted(Limits.SIGNED, file.length));
        }
    }

    /** Reads to the end of the signatures. */
    static ClearSigned read(Lines lines) throws OpenPgpException {
        if (!lines.skipEmpty()) {
            throw notSigned("nothing");
        }
        Line first = lines.next();
        if (!first.is(BEGIN)) {
            throw before(first, lines);
        }
        readHeaders(lines);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            if (!lines.hasNext()) {
                throw notSigned("a text without an end");
            }
            Line line = lines.next();
            if (line.is(Armor.SIGNATURE.begin)) {
                break;
            }
            byte[] content = content(line).bytes();
            text.write(content, 0, content.length);
            text.write('\n');
        }
        if (text.size() == 0) {
            throw signedText("expected a line, got none");
        }
        byte[] packets = Armor.SIGNATURE.read(lines, 2 * Limits.SIGNATURE_BLOCK);
        return new ClearSigned(text.toByteArray(), SignatureList.ofText(packets));
    }

    private static void readHeaders(Lines lines) throws OpenPgpException {
        for (int i = 0; i <= Limits.ARMOR_HEADERS && lines.hasNext(); i++) {
            Line line = lines.next();
            if (line.isEmpty()) {
                return;
            }
            if (!isHash(line)) {
                throw signedText("expected no header but Hash, and then an empty line, got \"%s\""
                        .formatted(Printable.shortened(line.bytes())));
            }
        }
        throw signedText("expected an empty line after the headers, got none");
    }

    private static boolean isHash(Line line) {
        if (!line.startsWith(HASH)) {
            return false;
        }
        for (String name : line.latin1().substring(HASH.length()).split(", ?", -1)) {
            if (!Digest.isName(name)) {
                return false;
            }
        }
        return true;
    }

    private static Line content(Line line) throws OpenPgpException {
        if (line.contains('\r')) {
            throw signedText("expected a carriage return at the end of a line alone, got one inside \"%s\""
                    .formatted(Printable.shortened(line.bytes())));
        }
        if (!line.startsWith("-")) {
            return line.withoutTrailingBlanks();
        }
        if (!line.startsWith("- ")) {
            throw signedText("expected \"- \" before a line that begins with a dash, got \"%s\""
                    .formatted(Printable.shortened(line.bytes())));
        }
        return line.from(2).withoutTrailingBlanks();
    }

    private static OpenPgpException before(Line first, Lines lines) {
        boolean follows = first.latin1().contains(Armor.BEGIN_ANY);
        while (!follows && lines.hasNext()) {
            follows = lines.next().is(BEGIN);
        }
        return follows
                ? new OpenPgpException(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "signed text: expected nothing before \"%s\", got \"%s\""
                                .formatted(BEGIN, Printable.shortened(first.bytes())))
                : notSigned("\"" + Printable.shortened(first.bytes()) + '"');
    }

    static OpenPgpException behind(Line line, String expected) {
        return line.is(BEGIN)
                ? new OpenPgpException(OpenPgpRefusal.SIGNED_TWICE, "signed text: expected one, got another behind it")
                : new OpenPgpException(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "signed text: expected %s behind it, got \"%s\""
                                .formatted(expected, Printable.shortened(line.bytes())));
    }

    private static OpenPgpException notSigned(String got) {
        return new OpenPgpException(
                OpenPgpRefusal.NOT_SIGNED, "signed text: expected \"%s\" to its end, got %s".formatted(BEGIN, got));
    }

    private static OpenPgpException signedText(String problem) {
        return new OpenPgpException(OpenPgpRefusal.SIGNED_TEXT, "signed text: " + problem);
    }

    /** What the signatures say of themselves; nothing is verified yet. */
    public List<SignatureFacts> facts() {
        return signatures.facts();
    }

    /**
     * The text, by whomever it is: for files whose signatures are somebody else's concern, such as those of the sources that a vendor
     * publishes himself.
     */
    public byte[] unverifiedText() {
        return text.clone();
    }

    /** The text that is verified and then handed out: its lines, each with a line feed behind it. */
    byte[] text() {
        return text.clone();
    }

    /** The text as it went into the signatures. */
    byte[] hashed() {
        return CanonicalText.of(text);
    }

    SignatureList signatures() {
        return signatures;
    }
}
