package dev.tufa.apt.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("what follows the first line of a .apt file, signed by gpg")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedPartsTest {
    private static final String TEXT = """
            Archive: https://example.org stable main
            Description: a stanza
             - with a dash
            From: me
            From me
            -

            Archive: other
            """;

    private static final String BEGIN_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n";
    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n";
    private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----\n";
    private static final String BEGIN_KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
    private static final String END_KEY = "-----END PGP PUBLIC KEY BLOCK-----\n";

    private final Gpg gpg = new Gpg();
    private String signed = "";
    private String key = "";
    private String otherKey = "";
    private String secretKey = "";

    @BeforeAll
    void sign() {
        Fingerprint first = gpg.newKey("ed25519", "sign", "never");
        Fingerprint second = gpg.newKey("ed25519", "sign", "never");
        signed = text(gpg.clearSign(TEXT.getBytes(US_ASCII), first));
        key = text(gpg.export(first, "--armor"));
        otherKey = text(gpg.export(second, "--armor"));
        secretKey = text(gpg.run(new byte[0], "--armor", "--export-secret-keys", first.hex()));
    }

    @AfterAll
    void close() {
        gpg.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private VerifiedText verify(String file) throws OpenPgpException {
        return SignedParts.split(file.getBytes(ISO_8859_1)).verify(Instant.now());
    }

    @Test
    void isASignedTextAndItsKey() throws Exception {
        VerifiedText verified = verify(signed + key);

        assertThat(text(verified.text())).isEqualTo(TEXT);
        assertThat(verified.fingerprint())
                .isEqualTo(Certificate.read(key.getBytes(US_ASCII)).fingerprint());
        assertThat(verified.signers()).containsExactly(verified.fingerprint());
        assertThat(verified.signatures().get(0).digest()).isEqualTo("SHA512");
        assertThat(verified.alsoSignedBy()).isEmpty();
        assertThat(verified.warnings()).isEmpty();
    }

    @Test
    void isForGpgvNoValidFileAlthoughItSaysGood() {
        assertThat(Gpg.gpgvAccepts(keyring(), signed.getBytes(ISO_8859_1))).isTrue();
        assertThat(Gpg.gpgvAccepts(keyring(), ("#@application/x-apt 0\n" + signed + key).getBytes(ISO_8859_1)))
                .isFalse();
    }

    /** What becomes of a file that is changed in one way. */
    record Variant(String name, UnaryOperator<String> change, Optional<OpenPgpRefusal> refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Variant accepted(String name, UnaryOperator<String> change) {
        return new Variant(name, change, Optional.empty());
    }

    private static Variant refused(OpenPgpRefusal refusal, String name, UnaryOperator<String> change) {
        return new Variant(name, change, Optional.of(refusal));
    }

    private static UnaryOperator<String> replaced(String what, String by) {
        return file -> {
            assertThat(file).contains(what);
            return file.replaceFirst(java.util.regex.Pattern.quote(what), java.util.regex.Matcher.quoteReplacement(by));
        };
    }

    /** Lines may end as mailers and editors end them; nothing else of the frame may vary. */
    private Stream<Variant> framing() {
        return Stream.of(
                accepted("as it is", file -> file),
                accepted("empty lines around", file -> "\n\r\n" + file + "\n\r\n\n"),
                accepted("empty lines between", replaced(END_SIGNATURE, END_SIGNATURE + "\n\r\n")),
                accepted("no line end at the end", String::stripTrailing),
                accepted("CR LF", file -> file.replace("\n", "\r\n")),
                accepted("trailing blanks in the text", replaced("a stanza", "a stanza \t ")),
                accepted("CR LF and trailing blanks", replaced("a stanza\n", "a stanza \r\n")),
                accepted("a line escaped that need not be", replaced("Description", "- Description")),
                accepted("a line unescaped that need not be escaped", replaced("- From me", "From me")),
                accepted("comments over the signature", replaced(BEGIN_SIGNATURE, BEGIN_SIGNATURE + "Comment: x\n")),
                accepted("a version over the key", replaced(BEGIN_KEY, BEGIN_KEY + "Version: GnuPG v1\n")),
                accepted("two hashes in a header", replaced("Hash: SHA512", "Hash: SHA256, SHA512")));
    }

    @ParameterizedTest
    @MethodSource("framing")
    void keepsItsTextHoweverItIsFramed(Variant variant) throws Exception {
        assertThat(text(verify(variant.change.apply(signed + key)).text())).isEqualTo(TEXT);
    }

    private Stream<Variant> wrong() {
        return Stream.of(
                refused(OpenPgpRefusal.NOT_SIGNED, "nothing", file -> ""),
                refused(OpenPgpRefusal.NOT_SIGNED, "empty lines", file -> "\n\n"),
                refused(OpenPgpRefusal.NOT_SIGNED, "other text", file -> "hello\n"),
                refused(
                        OpenPgpRefusal.NOT_SIGNED,
                        "no end of the text",
                        replaced(BEGIN_SIGNATURE, "").andThen(file -> file.substring(0, file.indexOf("iH")))::apply),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a stanza before", file -> "Archive: evil\n\n" + file),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a blank before", file -> " \n" + file),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a byte order mark", file -> "\u00ef\u00bb\u00bf" + file),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "the key first", file -> key + signed),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a key alone", file -> key),
                refused(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a stanza between",
                        replaced(END_SIGNATURE, END_SIGNATURE + "A: b\n")),
                refused(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a blank between",
                        replaced(END_SIGNATURE, END_SIGNATURE + " \n")),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a stanza behind", file -> file + "\nArchive: evil\n"),
                refused(OpenPgpRefusal.OUTSIDE_PARTS, "a zero byte behind", file -> file + "\0"),
                refused(OpenPgpRefusal.SIGNED_TWICE, "two texts", file -> signed + signed + key),
                refused(OpenPgpRefusal.SIGNED_TWICE, "a text behind the key", file -> signed + key + signed),
                refused(
                        OpenPgpRefusal.OUTSIDE_PARTS,
                        "a second signature block",
                        file -> signed + signed.substring(signed.indexOf(BEGIN_SIGNATURE)) + key),
                refused(OpenPgpRefusal.NO_KEY, "no key", file -> signed),
                refused(OpenPgpRefusal.KEY_BLOCK, "two key blocks", file -> signed + key + otherKey),
                refused(OpenPgpRefusal.KEY_BLOCK, "a secret key", file -> signed + secretKey),
                refused(OpenPgpRefusal.KEY_BLOCK, "a secret key behind", file -> signed + key + secretKey),
                refused(OpenPgpRefusal.KEY_BLOCK, "no end of the key", replaced(END_KEY, "")),
                refused(OpenPgpRefusal.KEY_BLOCK, "a line of the key is gone", file -> signed + withoutLine(key, 3)),
                refused(
                        OpenPgpRefusal.KEY_BLOCK,
                        "a header over the key",
                        replaced(BEGIN_KEY, BEGIN_KEY + "Evil: 1\n")),
                refused(OpenPgpRefusal.OTHER_KEY, "another key", file -> signed + otherKey),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "the text", replaced("a stanza", "A stanza")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a line more", replaced("From: me\n", "From: me\n\n")),
                refused(OpenPgpRefusal.BAD_SIGNATURE, "a blank before a line", replaced("From: me", " From: me")),
                refused(
                        OpenPgpRefusal.BAD_SIGNATURE,
                        "an empty line at the end",
                        replaced(BEGIN_SIGNATURE, "\n" + BEGIN_SIGNATURE)),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a header",
                        replaced("Hash: SHA512\n", "Hash: SHA512\nComment: x\n")),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "text for a header",
                        replaced("Hash: SHA512\n", "Hash: SHA512\nArchive: evil\n")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "no hash", replaced("Hash: SHA512\n", "")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "another hash", replaced("SHA512", "SHA256")),
                refused(OpenPgpRefusal.SIGNATURE_POLICY, "weak hashes alone", replaced("SHA512", "SHA1, MD5")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "an unknown hash", replaced("Hash: SHA512", "Hash: SHA512, EVIL")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a dash", replaced("- -\n", "-\n")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "an escape without its blank", replaced("- From me", "-From me")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a text inside", replaced("- From me", BEGIN_SIGNED + "From me")),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a blank behind a frame",
                        replaced(BEGIN_SIGNATURE, "-----BEGIN PGP SIGNATURE----- \n")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "a carriage return inside", replaced("a stanza", "a\rstanza")),
                refused(OpenPgpRefusal.SIGNED_TEXT, "two carriage returns", replaced("a stanza\n", "a stanza\r\r\n")),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "no text",
                        file -> BEGIN_SIGNED + "\n" + signed.substring(signed.indexOf(BEGIN_SIGNATURE)) + key),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "no end of the signature",
                        replaced(END_SIGNATURE, "").andThen(file -> file.replace(key, ""))::apply),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "a key for a signature",
                        file -> signed.substring(0, signed.indexOf(BEGIN_SIGNATURE))
                                + key.replace("PUBLIC KEY BLOCK", "SIGNATURE")
                                + key),
                refused(
                        OpenPgpRefusal.SIGNED_TEXT,
                        "the checksum",
                        file -> file.replaceFirst("\n=....\n-----END PGP SIG", "\n=AAAA\n-----END PGP SIG")));
    }

    private static String withoutLine(String text, int number) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.remove(number);
        return String.join("\n", lines) + "\n";
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isRefused(Variant variant) {
        OpenPgpException e =
                catchThrowableOfType(OpenPgpException.class, () -> verify(variant.change.apply(signed + key)));

        assertThat(e.refusal()).as(e.getMessage()).isEqualTo(variant.refusal.orElseThrow());
    }

    private byte[] keyring() {
        try {
            return Certificate.read(key.getBytes(US_ASCII)).encoded();
        } catch (OpenPgpException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("framing")
    void whatIsAcceptedGpgvAcceptsToo(Variant variant) {
        String changed = variant.change.apply(signed + key);
        String inRelease = changed.substring(0, changed.indexOf("-----BEGIN PGP PUBLIC"));

        assertThat(Gpg.gpgvAccepts(keyring(), inRelease.getBytes(ISO_8859_1))).isTrue();
    }

    @Test
    void saysWhatWasExpectedAndWhatIs() {
        assertThatThrownBy(() -> verify(signed))
                .hasMessage(
                        "key: expected \"-----BEGIN PGP PUBLIC KEY BLOCK-----\" behind the signed text, got nothing");
        assertThatThrownBy(() -> verify("evil\u0007\n" + signed + key))
                .hasMessage(
                        "signed text: expected nothing before \"-----BEGIN PGP SIGNED MESSAGE-----\", got \"evil\uFFFD\"");
        assertThatThrownBy(() -> verify(signed.replace("Hash: SHA512", "Hash: SHA3") + key))
                .hasMessage("signed text: expected no header but Hash, and then an empty line, got \"Hash: SHA3\"");
    }

    @Test
    void anInReleaseHasNoKey() throws Exception {
        ClearSigned alone = ClearSigned.read(signed.getBytes(ISO_8859_1));

        assertThat(alone.facts()).hasSize(1);
        assertThatThrownBy(() -> ClearSigned.read((signed + key).getBytes(ISO_8859_1)))
                .hasMessage("signed text: expected nothing behind it, got \"-----BEGIN PGP PUBLIC KEY BLOCK-----\"");
    }
}
