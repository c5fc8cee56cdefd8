package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusCase.refused;
import static dev.tufa.conformance.aptfile.MadeAptFile.BEGIN_SIGNED;
import static dev.tufa.conformance.aptfile.MadeAptFile.END_SIGNATURE;
import static dev.tufa.conformance.aptfile.MadeAptFile.FIRST_LINE;
import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.openpgp.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Files that are refused for their first line or their parts: chapter 3. */
final class FormCases {
    private static final String BOM = "\u00ef\u00bb\u00bf";
    private static final String STANZA = "Archive: https://evil.example.org stable main\n\n";

    private FormCases() {}

    static Stream<CorpusCase> all() {
        return Stream.of(firstLines(), signedTexts(), keyBlocks(), outside()).flatMap(cases -> cases);
    }

    private static Stream<CorpusCase> firstLines() {
        return Stream.of(
                firstLine("empty", "No byte at all.", file -> ""),
                firstLine("bom", "A byte order mark before the first line.", file -> BOM + file),
                firstLine("behind-empty-line", "An empty line before the first line.", file -> "\n" + file),
                firstLine("missing", "A file that begins with its signed text.", replaced(FIRST_LINE, "")),
                firstLine("without-version", "The line without a version.", replaced(" 1\n", "\n")),
                firstLine("two-blanks", "Two blanks before the version.", replaced(" 1\n", "  1\n")),
                firstLine("tab", "A tab before the version.", replaced(" 1\n", "\t1\n")),
                firstLine("trailing-blank", "A blank behind the version.", replaced(" 1\n", " 1 \n")),
                firstLine("leading-zero", "A zero in front of the version.", replaced(" 1\n", " 01\n")),
                firstLine("double-zero", "Two zeros for a version.", replaced(" 1\n", " 00\n")),
                firstLine("fraction", "A version with a dot.", replaced(" 1\n", " 1.0\n")),
                firstLine("negative", "A version below zero.", replaced(" 1\n", " -1\n")),
                firstLine("capitals", "The media type in capitals.", replaced("x-apt", "X-APT")),
                firstLine(
                        "carriage-return", "A carriage return alone at the end of the line.", replaced(" 1\n", " 1\r")),
                firstLine(
                        "two-carriage-returns",
                        "Two carriage returns before the line feed.",
                        replaced(" 1\n", " 1\r\r\n")),
                firstLine("without-end", "Nothing but the line, without its end.", file -> "#@application/x-apt 1"),
                firstLine("too-long", "A line of 101 bytes.", replaced(" 1\n", " " + "9".repeat(81) + "\n")),
                firstLine(
                        "too-long-with-carriage-return",
                        "A line of 101 bytes, the last of which is a carriage return.",
                        replaced(" 1\n", " " + "9".repeat(80) + "\r\n")),
                refused(
                        "newer-version-long",
                        "newer-version",
                        "3.1",
                        "A line of 100 bytes.",
                        anAptFile().first("#@application/x-apt " + "9".repeat(80) + "\n")),
                refused(
                        "newer-version-2",
                        "newer-version",
                        "3.1",
                        "The version after this one.",
                        anAptFile().first("#@application/x-apt 2\n")),
                refused(
                        "newer-version-huge",
                        "newer-version",
                        "3.1",
                        "A version that has no place in 64 bits.",
                        anAptFile().first("#@application/x-apt 18446744073709551616\n")));
    }

    private static CorpusCase firstLine(String name, String shows, UnaryOperator<String> change) {
        return refused(
                "first-line-" + name, "first-line", "3.1", shows, anAptFile().file(change));
    }

    private static Stream<CorpusCase> signedTexts() {
        return Stream.of(
                refused(
                        "not-signed-nothing",
                        "not-signed",
                        "3.2",
                        "The first line alone.",
                        anAptFile().file(file -> FIRST_LINE)),
                refused(
                        "not-signed-stanzas",
                        "not-signed",
                        "3.2",
                        "Stanzas that nobody signed.",
                        anAptFile().file(file -> FIRST_LINE + MadeAptFile.TEXT)),
                refused(
                        "not-signed-cut",
                        "not-signed",
                        "3.2",
                        "A text that ends before its signature.",
                        anAptFile().file(file -> file.substring(0, file.indexOf("Install")))),
                signedText("comment-header", "A header that is not Hash.", replaced("Hash: ", "Comment: x\nHash: ")),
                signedText(
                        "not-dash-escaped",
                        "The header with which old versions of PGP switch dash-escapes off.",
                        replaced("Hash: SHA512", "NotDashEscaped: You need GnuPG to verify this message")),
                signedText("no-hash", "No Hash header.", replaced("Hash: SHA512\n", "")),
                signedText(
                        "other-hash",
                        "A Hash header with another digest than that of the signature.",
                        replaced("SHA512", "SHA256")),
                signedText("hash-in-small-letters", "A digest in small letters.", replaced("SHA512", "sha512")),
                signedText("hash-with-blank-behind", "A blank behind a Hash header.", replaced("SHA512", "SHA512 ")),
                signedText(
                        "too-many-headers",
                        "21 Hash headers.",
                        replaced("Hash: SHA512\n", "Hash: SHA512\n".repeat(21))),
                signedText(
                        "no-line",
                        "A text without a line.",
                        framed -> framed.substring(0, framed.indexOf("\n\n") + 2)
                                + framed.substring(framed.indexOf("-----BEGIN PGP SIGNATURE"))),
                signedText(
                        "escaped-empty-line",
                        "A dash-escape with nothing behind it.",
                        replaced("\nInstall:", "\n- \nInstall:")),
                signedText(
                        "frame-inside",
                        "The first line of another signed text inside the text.",
                        replaced("Install:", BEGIN_SIGNED + "Install:")),
                signatureBlock(
                        "blank-behind-frame",
                        "A blank behind the first line of the signature block.",
                        replaced("-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP SIGNATURE----- ")),
                signatureBlock(
                        "unknown-armor-header",
                        "A header in the signature block that nobody knows.",
                        replaced("SIGNATURE-----\n", "SIGNATURE-----\nX-Note: x\n")),
                signatureBlock(
                        "armor-without-empty-line",
                        "A signature block without an empty line before its data.",
                        replaced("SIGNATURE-----\n\n", "SIGNATURE-----\n")),
                signatureBlock(
                        "too-many-armor-headers",
                        "A signature block with 21 headers.",
                        replaced("SIGNATURE-----\n", "SIGNATURE-----\n" + "Comment: x\n".repeat(21))),
                signatureBlock(
                        "long-line",
                        "A signature block with a line of 77 characters.",
                        framed -> framed.replaceFirst("(SIGNATURE-----\n\n[A-Za-z0-9+/]{64})\n(.{13})", "$1$2\n")),
                signedText("unknown-hash", "A Hash header that names no digest.", replaced("SHA512", "ROT13")),
                signedText(
                        "headers-without-end",
                        "A stanza directly behind the headers, which some readers take for a header.",
                        replaced("SHA512\n\n", "SHA512\n")),
                signedText(
                        "blank-line-in-headers",
                        "A line of one blank behind the headers.",
                        replaced("SHA512\n\n", "SHA512\n \n")),
                signedText(
                        "carriage-return-inside",
                        "A carriage return inside a line.",
                        replaced("Debian\n", "Deb\rian\n")),
                signedText("unescaped-dash", "A line of the text that begins with a hyphen.", unescaped()),
                signatureBlock(
                        "checksum", "A signature block whose checksum is wrong.", MadeAptFileEdits::wrongChecksum),
                signatureBlock(
                        "not-base64",
                        "A signature block with something else than base64.",
                        replaced("\n=", "\n<etc>\n=")),
                refused(
                        "signed-text-no-packets",
                        "signed-text",
                        "3.5",
                        "A signature block with nothing in it.",
                        anAptFile()
                                .frame(framed -> framed.substring(0, framed.indexOf("-----BEGIN PGP SIGNATURE"))
                                        + "-----BEGIN PGP SIGNATURE-----\n\n" + END_SIGNATURE)),
                refused(
                        "signed-text-other-packet",
                        "signed-text",
                        "3.5",
                        "A key among the signatures.",
                        anAptFile()
                                .signedBy(signed -> List.of(
                                        Statement.ofText(KEY).over(signed),
                                        KeyBlock.bare(KEY).packets()))),
                refused(
                                "seed-example-as-printed",
                                "signature-policy",
                                "3.2",
                                "The example of the proposal of 2006 as it was printed, with <etc> in the place of most of its signature and key: its header promises SHA-1.",
                                Seed.asPrinted())
                        .by(PolicyRule.SIGNATURE_DIGEST),
                signedTwice("side-by-side", "Two signed texts, one behind the other.", frame -> frame + frame),
                refused(
                        "signed-twice-behind-key",
                        "signed-twice",
                        "3.2",
                        "A second signed text behind the key.",
                        anAptFile()
                                .file(file -> file
                                        + file.substring(FIRST_LINE.length(), file.indexOf("-----BEGIN PGP PUBLIC")))));
    }

    private static CorpusCase signedText(String name, String shows, UnaryOperator<String> change) {
        return refused(
                "signed-text-" + name, "signed-text", "3.2", shows, anAptFile().frame(change));
    }

    private static CorpusCase signatureBlock(String name, String shows, UnaryOperator<String> change) {
        return refused(
                "signed-text-" + name, "signed-text", "3.5", shows, anAptFile().frame(change));
    }

    private static CorpusCase signedTwice(String name, String shows, UnaryOperator<String> change) {
        return refused(
                "signed-twice-" + name,
                "signed-twice",
                "3.2",
                shows,
                anAptFile().frame(change));
    }

    private static UnaryOperator<String> unescaped() {
        return replaced("\nInstall:", "\n-Install:");
    }

    private static Stream<CorpusCase> keyBlocks() {
        String key = KeyBlock.of(KEY).armored();
        String other = KeyBlock.of(CorpusKey.ed25519("other vendor")).armored();
        byte[] secret = KeyBlock.secret(KEY);
        return Stream.of(
                refused(
                        "no-key",
                        "no-key",
                        "3.3",
                        "No key behind the signed text.",
                        anAptFile().keyBlock("")),
                refused(
                        "no-key-empty-lines",
                        "no-key",
                        "3.3",
                        "Empty lines in the place of the key.",
                        anAptFile().keyBlock("\n\n")),
                keyBlock(
                        "secret",
                        "A secret key in its own armor.",
                        OpenPgpBytes.armored(OpenPgpBytes.PRIVATE_KEY, secret)),
                keyBlock(
                        "secret-in-public-armor",
                        "A secret key in the armor of a public one.",
                        OpenPgpBytes.armored(OpenPgpBytes.PUBLIC_KEY, secret)),
                keyBlock(
                        "two-keys",
                        "Two keys in one block.",
                        OpenPgpBytes.armored(
                                OpenPgpBytes.PUBLIC_KEY,
                                KeyBlock.of(KEY).packets(),
                                KeyBlock.of(CorpusKey.ed25519("other vendor")).packets())),
                keyBlock("two-blocks", "Two blocks with a key each.", key + other),
                keyBlock(
                        "secret-behind",
                        "A secret key behind the public one.",
                        key + OpenPgpBytes.armored(OpenPgpBytes.PRIVATE_KEY, secret)),
                keyBlock(
                        "no-primary",
                        "A user id and no key.",
                        OpenPgpBytes.armored(OpenPgpBytes.PUBLIC_KEY, OpenPgpBytes.userId("A"))),
                keyBlock(
                        "other-packet",
                        "A packet of data behind the key.",
                        OpenPgpBytes.armored(
                                OpenPgpBytes.PUBLIC_KEY,
                                KeyBlock.of(KEY).packets(),
                                OpenPgpBytes.packet(11, "b\0\0\0\0\0A".getBytes(UTF_8)))),
                keyBlock(
                        "not-packets",
                        "Bytes that are no packets.",
                        OpenPgpBytes.armored(OpenPgpBytes.PUBLIC_KEY, "key".getBytes(UTF_8))),
                keyBlock(
                        "cut-packet",
                        "A key that ends in the middle of a packet.",
                        OpenPgpBytes.armored(
                                OpenPgpBytes.PUBLIC_KEY,
                                Arrays.copyOf(KeyBlock.of(KEY).packets(), 40))),
                keyBlock(
                        "unknown-header",
                        "A header in the key block that nobody knows.",
                        key.replaceFirst("BLOCK-----\n", "BLOCK-----\nX-Note: x\n")),
                keyBlock(
                        "too-many-headers",
                        "A key block with 21 headers.",
                        key.replaceFirst("BLOCK-----\n", "BLOCK-----\n" + "Comment: x\n".repeat(21))),
                keyBlock(
                        "bits-behind-the-data",
                        "A key block whose last character of base64 has bits that belong to no byte.",
                        MadeAptFileEdits.looseBits(OpenPgpBytes.armored(
                                OpenPgpBytes.PUBLIC_KEY,
                                Sized.keyOfBytes(KeyBlock.of(KEY).packets().length
                                                + 100
                                                - KeyBlock.of(KEY).packets().length % 3)
                                        .packets()))),
                keyBlock("checksum", "A key whose checksum is wrong.", MadeAptFileEdits.wrongChecksum(key)),
                keyBlock("without-end", "A key block without its last line.", key.replaceFirst("-----END.*\n", "")),
                keyBlock(
                        "long-line",
                        "A key block with a line of 77 characters.",
                        key.replaceFirst("([A-Za-z0-9+/]{64})\n(.{13})", "$1$2\n")));
    }

    private static CorpusCase keyBlock(String name, String shows, String armored) {
        return refused(
                "key-block-" + name, "key-block", "3.3", shows, anAptFile().keyBlock(armored));
    }

    private static Stream<CorpusCase> outside() {
        return Stream.of(
                outside(
                        "before",
                        "A stanza before the signed text, which nobody signed.",
                        replaced(BEGIN_SIGNED, STANZA + BEGIN_SIGNED)),
                outside(
                        "between",
                        "A stanza between signature and key.",
                        replaced(END_SIGNATURE, END_SIGNATURE + "\n" + STANZA)),
                outside("behind", "A stanza behind the key.", file -> file + "\n" + STANZA),
                outside(
                        "blank-between",
                        "A line of one blank between signature and key.",
                        replaced(END_SIGNATURE, END_SIGNATURE + " \n")),
                outside("zero-byte-behind", "A zero byte behind the key.", file -> file + "\0"),
                outside("first-line-twice", "The first line twice.", file -> FIRST_LINE + file),
                outside(
                        "bom-before-text",
                        "A byte order mark before the signed text.",
                        replaced(BEGIN_SIGNED, BOM + BEGIN_SIGNED)),
                outside("second-signature", "Another block of signatures behind the first.", file -> {
                    int start = file.indexOf("-----BEGIN PGP SIGNATURE");
                    int end = file.indexOf("-----BEGIN PGP PUBLIC");
                    return file.substring(0, end) + file.substring(start);
                }),
                outside("key-first", "The key before the signed text.", file -> {
                    int key = file.indexOf("-----BEGIN PGP PUBLIC");
                    return FIRST_LINE + file.substring(key) + file.substring(FIRST_LINE.length(), key);
                }));
    }

    private static CorpusCase outside(String name, String shows, UnaryOperator<String> change) {
        return refused(
                "outside-parts-" + name,
                "outside-parts",
                "3.4",
                shows,
                anAptFile().file(change));
    }

    private static UnaryOperator<String> replaced(String once, String by) {
        return MadeAptFileEdits.replaced(once, by);
    }
}
