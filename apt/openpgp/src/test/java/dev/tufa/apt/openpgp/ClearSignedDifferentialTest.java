package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clear-signed texts in every shape, before ours, gpg, gpgv, sqv and apt. What is accepted here is accepted by all of them, as the same
 * text; what one of them accepts and we do not is refused for a reason that is told.
 */
@DisplayName("a clear-signed text, before every verifier,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClearSignedDifferentialTest {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----\n";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n";
    private static final String END = "-----END PGP SIGNATURE-----\n";
    private static final String HASH = "Hash: SHA512\n";
    /** Reasons to refuse what gpg, gpgv or apt accepts. */
    private static final String APT = "apt takes no such file, though gpg does";

    private static final String GPG = "gpg takes no such file, though apt does";
    private static final String LIST = "a list of digests is written in one way";
    private static final String HEADERS = "headers are those that gpg has written";
    private static final String BOUND = "every loop over what comes from outside has an end";
    private static final String WHERE = "readers that look for the exact line would find another beginning or end";
    private static final String BESIDE = "what stands beside the text is signed by nobody, and some read it";
    private static final String CLEAR = "the text would have to be unpacked to be read";
    private static final String ESCAPES = "a line that begins with a hyphen is part of a frame";
    private static final String RETURNS = "with a carriage return left at its end a line is another one";
    private static final String ZERO = "gpg takes zero bytes at line ends for blanks, and others do not";
    private static final String ARMOR = "armor is written in one way, so that all find the same signatures";
    private static final String ONE_BLOCK = "a reader that stops behind the first block does not see the second";
    private static final String KEY = "gpg knows that key as well, and nobody asked about it";
    private static final String DIGESTS = "the digest is too weak, or too short";

    private static final String TEXT = "Suite: stable\nDate: today\n- a\n-\nFrom: me\nFrom me\n\nLast: line\n";

    private final Gpg gpg = new Gpg();
    private Fingerprint key = Fingerprint.of("0".repeat(40));
    private Fingerprint second = key;
    private byte[] keyring = {};
    private String signed = "";

    @BeforeAll
    void makeKeys() {
        key = gpg.newKey("ed25519", "sign", "never");
        second = gpg.newKey("ed25519", "sign", "never");
        keyring = gpg.export(key);
        signed = sign(TEXT);
    }

    @AfterAll
    void close() {
        gpg.close();
    }

    private String sign(String text, String... options) {
        return new String(gpg.clearSign(text.getBytes(ISO_8859_1), key, options), ISO_8859_1);
    }

    /**
     * One shape.
     *
     * @param refusal by which it is refused here; empty if it is accepted
     * @param stricter why it is refused although gpg or gpgv accepts it; empty if neither does
     */
    record Shape(String name, String file, Optional<OpenPgpRefusal> refusal, String stricter) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Shape accepted(String name, String file) {
        return new Shape(name, file, Optional.empty(), "");
    }

    private static Shape refused(OpenPgpRefusal refusal, String name, String file) {
        return new Shape(name, file, Optional.of(refusal), "");
    }

    private static Shape stricter(OpenPgpRefusal refusal, String name, String file, String reason) {
        return new Shape(name, file, Optional.of(refusal), reason);
    }

    private String changed(String what, String by) {
        assertThat(signed).contains(what);
        return signed.replaceFirst(Pattern.quote(what), Matcher.quoteReplacement(by));
    }

    private Stream<Shape> shapes() {
        return Stream.of(contents(), headers(), lines(), armors(), around(), several())
                .flatMap(shapes -> shapes);
    }

    /** What may be signed. */
    private Stream<Shape> contents() {
        return Stream.of(
                accepted("as gpg makes it", signed),
                accepted("no last line end", sign("Suite: stable")),
                accepted("an empty line alone", sign("\n")),
                accepted("empty lines first and last", sign("\n\nSuite: stable\n\n\n")),
                accepted("blanks and tabs at line ends", sign("Suite: stable \t\nDate: today\t \n  \nx\n")),
                accepted("form feeds at line ends", sign("Suite: stable\f\nDate: today\u000b\n")),
                accepted("wide blanks at line ends", sign("Suite: stable\u00a0\nDate: today\u00e3\u0080\u0080\n")),
                accepted("carriage returns and line feeds", sign("Suite: stable\r\nDate: today\r\n")),
                accepted("zero bytes", sign("Suite: \0stable\nDate:\0 x\n")),
                stricter(
                        OpenPgpRefusal.BAD_SIGNATURE,
                        "zero bytes at line ends",
                        sign("Suite: stable\nDate:\0\n"),
                        ZERO),
                accepted("all bytes but line ends", sign(allBytes())),
                accepted("a line of 20 000 characters", sign("x".repeat(20_000) + "\ny\n")),
                accepted("a line of 200 000 characters", sign("x".repeat(200_000) + "\ny\n")),
                accepted("20 000 lines", sign("x\n".repeat(20_000))),
                accepted("lines that look like its frame", sign(BEGIN + HASH + "\n" + SIGNATURE + "\n" + END)),
                accepted("a clear-signed text in it", sign(signed)),
                accepted("lines that look like escapes", sign("- \n- - x\n-x\n -\n-\n--\n")),
                accepted("lines that look like headers", sign("Hash: SHA1\nCharset: utf-7\n\nSuite: stable\n")),
                accepted("letters of UTF-8", sign("Description: caf\u00c3\u00a9 \u00f0\u009f\u0098\u0080\n")),
                accepted("bytes that are no UTF-8", sign("Description: \u00ff\u00fe\u00c0\u00af\n")));
    }

    private static String allBytes() {
        StringBuilder text = new StringBuilder("x");
        for (char c = 0; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                text.append(c);
            }
        }
        return text.append("x\n").toString();
    }

    private Stream<Shape> headers() {
        return Stream.of(
                accepted("two digests in a header", changed(HASH, "Hash: SHA256, SHA512\n")),
                accepted("two digests without a blank", changed(HASH, "Hash: SHA512,SHA256\n")),
                accepted("two headers", changed(HASH, "Hash: SHA256\nHash: SHA512\n")),
                accepted("a header twice", changed(HASH, HASH + HASH)),
                accepted("a weak digest beside", changed(HASH, "Hash: SHA1,SHA512\n")),
                accepted("a signature over SHA-256", sign(TEXT, "--digest-algo", "SHA256")),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "no header", changed(HASH, ""), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "another digest", changed(HASH, "Hash: SHA256\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "no digest", changed(HASH, "Hash:\n"), GPG),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT, "a digest of another time", changed(HASH, "Hash: SHA3-512\n"), GPG),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT, "an unknown digest beside", changed(HASH, "Hash: SHA512,X\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a comma alone behind", changed(HASH, "Hash: SHA512,\n"), LIST),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a name in small letters", changed(HASH, "hash: SHA512\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "no blank", changed(HASH, "Hash:SHA512\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "two blanks", changed(HASH, "Hash:  SHA512\n"), LIST),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a blank behind", changed(HASH, "Hash: SHA512 \n"), LIST),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a digest in small letters", changed(HASH, "Hash: sha512\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a comment", changed(HASH, HASH + "Comment: x\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a version", changed(HASH, HASH + "Version: GnuPG v2\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a charset", changed(HASH, HASH + "Charset: UTF-8\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "an unknown one", changed(HASH, HASH + "X-Unknown: y\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a stanza for one", changed(HASH, HASH + "Suite: evil\n"), GPG),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "a continuation line", changed(HASH, HASH + " SHA256\n"), GPG),
                refused(OpenPgpRefusal.SIGNED_TEXT, "no empty line", changed(HASH + "\n", HASH)),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank in the empty line",
                        changed(HASH + "\n", HASH + " \n"),
                        WHERE),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "21 headers", changed(HASH, HASH.repeat(21)), BOUND),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "no escapes, by PGP 2", notEscaped(), ESCAPES));
    }

    /** gpg's own way to sign patches. */
    private String notEscaped() {
        return sign("--- a\n+++ b\n", "--not-dash-escaped");
    }

    private Stream<Shape> lines() {
        String crlf = signed.replace("\n", "\r\n");
        return Stream.of(
                accepted("line ends of Windows", crlf),
                accepted("line ends of both kinds", changed("stable\n", "stable\r\n")),
                accepted("blanks added at line ends", changed("stable\n", "stable \t \n")),
                accepted("blanks before a carriage return", changed("stable\n", "stable \r\n")),
                accepted("blanks in an empty line", changed("From me\n\n", "From me\n \t\n")),
                accepted("an escape that need not be", changed("Suite", "- Suite")),
                accepted("no escape before From", changed("- From me", "From me")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "another letter", changed("stable", "stabl3")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a blank inside", changed("Suite:", "Suite: ")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a blank in front", changed("Suite", " Suite")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a line more at the end", changed("line\n", "line\n\n")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a line more at the start", changed("Suite", "\nSuite")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a line less", changed("Date: today\n", "")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a form feed at a line end", changed("stable\n", "stable\f\n")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a wide blank at a line end", changed("stable", "stable\u00a0")),
                stricter(OpenPgpRefusal.BAD_SIGNATURE, "a zero byte more", changed("stable", "stable\0"), ZERO),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "an escape twice", changed("- - a", "- - - a")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a carriage return inside", changed("stable", "sta\rble")),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "carriage returns alone", signed.replace("\n", "\r")),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "two carriage returns",
                        changed("stable\n", "stable\r\r\n"),
                        RETURNS),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a hyphen without an escape", changed("- - a", "-a")),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "an escaped empty line",
                        changed("From me\n\n", "From me\n- \n"),
                        APT),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "an escaped line of blanks",
                        changed("From me\n\n", "From me\n-  \t\n"),
                        APT),
                refused(OpenPgpRefusal.SIGNED_TEXT, "an escape without its blank", changed("- From", "-From")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "an escape with a tab", changed("- From", "-\tFrom")));
    }

    private Stream<Shape> armors() {
        String data = signed.substring(signed.indexOf(SIGNATURE) + SIGNATURE.length() + 1, signed.indexOf(END));
        String checksum = data.substring(data.indexOf("\n=") + 1);
        String joined = data.substring(0, data.indexOf("\n=")).replace("\n", "");
        return Stream.of(
                accepted("no checksum", changed(checksum, "")),
                accepted("a comment in its armor", changed(SIGNATURE, SIGNATURE + "Comment: x\n")),
                accepted("a version in its armor", changed(SIGNATURE, SIGNATURE + "Version: GnuPG v1.4.2.2\n")),
                accepted("a charset in its armor", changed(SIGNATURE, SIGNATURE + "Charset: UTF-8\n")),
                accepted("a hash in its armor", changed(SIGNATURE, SIGNATURE + "Hash: SHA1\n")),
                accepted("20 headers in its armor", changed(SIGNATURE, SIGNATURE + "Comment: x\n".repeat(20))),
                accepted("lines of 76 characters", changed(data, cut(joined, 76) + checksum)),
                accepted("lines of 4 characters", changed(data, cut(joined, 4) + checksum)),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "21 headers in its armor",
                        changed(SIGNATURE, SIGNATURE + "Comment: x\n".repeat(21)),
                        BOUND),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "an unknown header in its armor",
                        changed(SIGNATURE, SIGNATURE + "X-Unknown: y\n"),
                        HEADERS),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "no empty line in its armor",
                        changed(SIGNATURE + "\n", SIGNATURE),
                        GPG),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank in the empty line of its armor",
                        changed(SIGNATURE + "\n", SIGNATURE + " \n"),
                        WHERE),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a line of 77 characters",
                        changed(data, cut(joined, 77) + checksum),
                        ARMOR),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "an empty line in its data",
                        changed(data, data.substring(0, 65) + "\n" + data.substring(65)),
                        ARMOR),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank at the end of its data",
                        changed(data, data.substring(0, 64) + " " + data.substring(64)),
                        ARMOR),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a character that is no base64",
                        changed(data, "!" + data.substring(1))),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a wrong checksum", changed(checksum, "=AAAA\n")),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "data behind its checksum",
                        changed(checksum, checksum + "AAAA\n"),
                        ARMOR),
                refused(OpenPgpRefusal.SIGNED_TEXT, "no data", changed(data, "")),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "no end", changed(END, ""), WHERE),
                stricter(OpenPgpRefusal.SIGNED_TEXT, "another end", changed(END, "-----END PGP MESSAGE-----\n"), WHERE),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank behind its end",
                        changed(END, END.replace("\n", " \n")),
                        WHERE),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank behind its beginning",
                        changed(SIGNATURE, SIGNATURE.replace("\n", " \n")),
                        WHERE),
                stricter(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a beginning in small letters",
                        changed(SIGNATURE, SIGNATURE.toLowerCase(Locale.ROOT)),
                        WHERE));
    }

    private static String cut(String base64, int length) {
        return base64.replaceAll("(.{" + length + "})", "$1\n").stripTrailing() + "\n";
    }

    private Stream<Shape> around() {
        return Stream.of(
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "empty lines before", "\n\r\n" + signed, APT),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "an empty line behind", signed + "\n", APT),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "empty lines behind", signed + "\r\n\n", APT),
                accepted("no line end behind", signed.stripTrailing()),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "a line before", "Suite: evil\n" + signed, BESIDE),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a blank before", " " + signed),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "a line of blanks before", " \n" + signed, BESIDE),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a byte order mark before", "\u00ef\u00bb\u00bf" + signed),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "a line behind", signed + "Suite: evil\n", BESIDE),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "a line of blanks behind", signed + " \n", BESIDE),
                stricter(OpenPgpRefusal.OUTSIDE_PARTS, "a zero byte behind", signed + "\0", BESIDE),
                refused(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a key behind",
                        signed + new String(gpg.export(key, "--armor"), ISO_8859_1)),
                refused(OpenPgpRefusal.NOT_SIGNED, "nothing", ""),
                refused(OpenPgpRefusal.NOT_SIGNED, "no signature", signed.substring(0, signed.indexOf(SIGNATURE))),
                refused(OpenPgpRefusal.NOT_SIGNED, "a text that nobody signed", TEXT),
                stricter(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a beginning with a blank behind",
                        changed(BEGIN, BEGIN.replace("\n", " \n")),
                        WHERE),
                stricter(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a message that is signed otherwise",
                        new String(gpg.run(TEXT.getBytes(ISO_8859_1), "--armor", "--sign"), ISO_8859_1),
                        CLEAR));
    }

    private Stream<Shape> several() {
        String bySecond = new String(gpg.clearSign(TEXT.getBytes(ISO_8859_1), second), ISO_8859_1);
        String twice = sign(TEXT, "--local-user", key.hex());
        return Stream.of(
                accepted("two signatures of one key", twice),
                refused(OpenPgpRefusal.SIGNED_TWICE, "two texts", signed + signed),
                refused(OpenPgpRefusal.SIGNED_TWICE, "two texts, one of another key", signed + bySecond),
                stricter(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "two blocks of signatures",
                        signed + signed.substring(signed.indexOf(SIGNATURE)),
                        ONE_BLOCK),
                stricter(OpenPgpRefusal.OTHER_KEY, "a signature of another key", bySecond, KEY),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a text with no line",
                        changed(signed.substring(signed.indexOf("\n\n") + 2, signed.indexOf(SIGNATURE)), "")),
                accepted("a signed text of nothing", sign("")),
                stricter(
                        OpenPgpRefusal.SIGNATURE_POLICY,
                        "a signature over SHA-1",
                        sign(TEXT, "--digest-algo", "SHA1"),
                        DIGESTS),
                stricter(
                        OpenPgpRefusal.SIGNATURE_POLICY,
                        "a signature over SHA-224",
                        sign(TEXT, "--digest-algo", "SHA224"),
                        DIGESTS));
    }

    private Optional<OpenPgpRefusal> refusal(byte[] file) {
        try {
            verified(file);
            return Optional.empty();
        } catch (OpenPgpException e) {
            return Optional.of(e.refusal());
        }
    }

    private VerifiedText verified(byte[] file) throws OpenPgpException {
        return Certificate.read(keyring).verify(ClearSigned.read(file), Instant.now());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void isAcceptedHereOnlyIfItIsEverywhere(Shape shape) throws Exception {
        byte[] file = shape.file.getBytes(ISO_8859_1);
        Map<String, Boolean> verdicts = new TreeMap<>();
        verdicts.put("gpg", gpg.tryRun(file, "--verify").code() == 0);
        verdicts.put("gpgv", Gpg.gpgvAccepts(keyring, file));
        verdicts.put("apt", Gpg.aptAccepts(keyring, file));

        assertThat(refusal(file)).isEqualTo(shape.refusal);
        if (shape.refusal.isPresent()) {
            assertThat(verdicts.containsValue(true))
                    .as("%s; a reason to be stricter: \"%s\"", verdicts, shape.stricter)
                    .isEqualTo(!shape.stricter.isEmpty());
        } else {
            assertThat(verdicts).doesNotContainValue(false);
            byte[] text = verified(file).text();
            assertThat(lines(gpg.run(file, "--decrypt"))).isEqualTo(lines(text));
            assertThat(Gpg.sqvAccepts(keyring, signature(shape.file), CanonicalText.of(text)))
                    .as("sqv")
                    .isTrue();
        }
    }

    /** Lines without what no signature is over: the kind of their ends, blanks and tabs before those, and whether the last has one. */
    private static List<String> lines(byte[] text) {
        return (new String(text, ISO_8859_1) + "\n")
                .replaceFirst("\n\n$", "\n")
                .lines()
                .map(line -> line.replaceFirst("[ \t\r]+$", ""))
                .toList();
    }

    /** The block of signatures, which sqv takes beside a text alone. */
    private static byte[] signature(String file) {
        String unix = file.replace("\r\n", "\n");
        return unix.substring(unix.lastIndexOf("\n" + SIGNATURE) + 1).getBytes(ISO_8859_1);
    }

    /** gpgv calls a signature by a key that it does not know an error; apt looks at the good one. */
    @Test
    void mayHaveASignatureByAKeyThatNobodyKnows() throws Exception {
        byte[] file = sign(TEXT, "--local-user", second.hex()).getBytes(ISO_8859_1);

        assertThat(verified(file).alsoSignedBy()).hasSize(1);
        assertThat(Gpg.aptAccepts(keyring, file)).isTrue();
        assertThat(Gpg.gpgvAccepts(keyring, file)).isFalse();
        assertThat(Gpg.gpgvAccepts(gpg.run(new byte[0], "--export"), file)).isTrue();
    }

    @Test
    void isInManyShapes() {
        assertThat(shapes()).hasSizeGreaterThan(110);
        assertThat(shapes().map(Shape::name)).doesNotHaveDuplicates();
        assertThat(shapes().filter(shape -> shape.refusal.isEmpty())).hasSizeGreaterThan(35);
    }
}
