package dev.tufa.apt.openpgp;

import dev.tufa.apt.openpgp.Lines.Line;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Text with signatures behind it (RFC 9580 §7), taken apart but not verified. Each line of the text has its dash-escape removed, and
 * the blanks and tabs at its end, which no signature is over. A carriage return may stand before a line feed alone, and a line that
 * begins with a dash has to be escaped: then there is one text for what was signed, and no reader can see another.
 */
public final class ClearSigned {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String HASH = "Hash: ";

    private final byte[] text;
    private final Set<String> digests;
    private final SignatureList signatures;

    private ClearSigned(byte[] text, Set<String> digests, SignatureList signatures) {
        this.text = text;
        this.digests = Collections.unmodifiableSet(digests);
        this.signatures = signatures;
    }

    /** Reads a file that is one clear-signed text and nothing else, such as an InRelease: apt takes no empty lines beside it. */
    public static ClearSigned read(byte[] file) throws OpenPgpException {
        requireSize(file);
        Lines lines = new Lines(file);
        ClearSigned signed = read(lines, Headers.TOLD);
        if (new Lines(file).next().isEmpty()) {
            throw new OpenPgpException(
                    OpenPgpRefusal.OUTSIDE_PARTS,
                    "signed text: expected \"%s\" in the first line, got an empty line".formatted(BEGIN));
        }
        if (lines.hasNext()) {
            throw behind(lines.next(), "nothing");
        }
        return signed;
    }

    /**
     * The text of such a file, by whomever it is, and with empty lines beside it: for files whose signatures are somebody else's concern,
     * such as those of the sources that a vendor publishes himself.
     */
    public static byte[] unverifiedText(byte[] file) throws OpenPgpException {
        requireSize(file);
        Lines lines = new Lines(file);
        ClearSigned signed = read(lines, Headers.TOLD);
        if (lines.skipEmpty()) {
            throw behind(lines.next(), "nothing");
        }
        return signed.text();
    }

    static void requireSize(byte[] file) throws OpenPgpException {
        if (file.length > Limits.SIGNED) {
            throw new OpenPgpException(
                    OpenPgpRefusal.SIGNED_TEXT,
                    "signed text: expected at most %d bytes, got %d".formatted(Limits.SIGNED, file.length));
        }
    }

    /** Reads to the end of the signatures. */
    static ClearSigned read(Lines lines, Headers headers) throws OpenPgpException {
        if (!lines.skipEmpty()) {
            throw notSigned("nothing");
        }
        Line first = lines.next();
        if (!first.is(BEGIN)) {
            throw before(first, lines);
        }
        Set<String> digests = readHeaders(lines);
        if (headers == Headers.JUDGED) {
            requireGood(digests);
        }
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
        return new ClearSigned(text.toByteArray(), digests, SignatureList.ofText(packets));
    }

    /** The digests that the headers name. */
    private static Set<String> readHeaders(Lines lines) throws OpenPgpException {
        Set<String> digests = new LinkedHashSet<>();
        for (int i = 0; i <= Limits.ARMOR_HEADERS && lines.hasNext(); i++) {
            Line line = lines.next();
            if (line.isEmpty()) {
                return digests;
            }
            List<String> names = line.startsWith(HASH)
                    ? List.of(line.latin1().substring(HASH.length()).split(", ?", -1))
                    : List.of();
            if (names.isEmpty() || !names.stream().allMatch(Digest::isName)) {
                throw signedText("expected no header but Hash, and then an empty line, got \"%s\""
                        .formatted(Printable.shortened(line.bytes())));
            }
            digests.addAll(names);
        }
        throw signedText("expected an empty line after the headers, got none");
    }

    /** What the headers promise is refused by the same rule as the signature that would keep it. */
    private static void requireGood(Set<String> digests) throws OpenPgpException {
        if (digests.isEmpty()) {
            throw signedText("expected a header Hash with the digest of the signature, got none");
        }
        if (digests.stream().noneMatch(Digest::isGood)) {
            throw Policy.weakDigest(String.join(", ", digests));
        }
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
        Line escaped = line.from(2).withoutTrailingBlanks();
        if (escaped.isEmpty()) { // apt takes no such line
            throw signedText("expected a line behind its dash-escape, got nothing");
        }
        return escaped;
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

    /** The text, by whomever it is: for files that somebody else has verified. */
    public byte[] unverified() {
        return text();
    }

    /** The text that is verified and then handed out: its lines, each with a line feed behind it. */
    byte[] text() {
        return text.clone();
    }

    /** The text as it went into the signatures. */
    byte[] hashed() {
        return CanonicalText.of(text);
    }

    /** The digests by which the headers say that there are signatures: gpgv makes no others. */
    Set<String> digests() {
        return digests;
    }

    SignatureList signatures() {
        return signatures;
    }

    /** What becomes of headers that name weak digests alone, or none. */
    enum Headers {
        /** Nothing: if it is to be verified, that is for the signature to say. */
        TOLD,
        /** The text is refused before its signature is looked at. */
        JUDGED
    }
}
