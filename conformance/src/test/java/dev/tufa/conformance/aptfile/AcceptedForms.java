package dev.tufa.conformance.aptfile;

import static dev.tufa.conformance.aptfile.CorpusKey.MADE;
import static dev.tufa.conformance.aptfile.ExpectedHost.on;
import static dev.tufa.conformance.aptfile.ExpectedStanza.aStanza;
import static dev.tufa.conformance.aptfile.ExpectedStanza.theUsual;
import static dev.tufa.conformance.aptfile.KeyBlock.life;
import static dev.tufa.conformance.aptfile.KeyCases.OTHER;
import static dev.tufa.conformance.aptfile.KeyCases.SUBKEY;
import static dev.tufa.conformance.aptfile.MadeAptFile.AT;
import static dev.tufa.conformance.aptfile.MadeAptFile.END_SIGNATURE;
import static dev.tufa.conformance.aptfile.MadeAptFile.KEY;
import static dev.tufa.conformance.aptfile.MadeAptFile.TEXT;
import static dev.tufa.conformance.aptfile.MadeAptFile.anAptFile;
import static dev.tufa.conformance.aptfile.MadeAptFile.ofVersion0;
import static dev.tufa.conformance.aptfile.MadeAptFileEdits.replaced;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;

/** Files that have to be accepted for their parts, keys and signatures, with what they say. */
final class AcceptedForms {
    static final ExpectedHost BOOKWORM = on("amd64 i386", "Debian bookworm 12");

    private AcceptedForms() {}

    static Stream<CorpusCase> all() {
        return Stream.of(seed(), forms(), keys()).flatMap(cases -> cases);
    }

    /** With the text of most files. */
    static AcceptedCase usual(String name, String section, String shows) {
        return new AcceptedCase(name, section, shows)
                .stanzas(theUsual())
                .hosts(BOOKWORM.takes(1), on("amd64", "Ubuntu noble 24.04"));
    }

    private static Stream<CorpusCase> seed() {
        return Stream.of(
                new AcceptedCase(
                                "seed-stanza",
                                "8",
                                "The stanza with which the proposal of 2006 explains the fields, signed today.")
                        .stanzas(aStanza()
                                .architectures("i386")
                                .distributions("Ubuntu")
                                .codenames("breezy")
                                .releases("5.10")
                                .deb("http://archive.example.org/ubuntu", "breezy", "universe")
                                .install("photoshop")
                                .pin("photoshop", "libphotoshop0"))
                        .hosts(
                                on("i386", "Ubuntu breezy 5.10").takes(1),
                                on("amd64 i386", "Ubuntu breezy 5.10").takes(1),
                                on("amd64", "Ubuntu breezy 5.10"),
                                on("i386", "Ubuntu dapper 6.06"),
                                on("i386", "Debian breezy 5.10"))
                        .of(ofVersion0(Seed.STANZA)),
                new AcceptedCase(
                                "seed-example",
                                "8",
                                "The example that the proposal of 2006 shows signed, signed today.")
                        .stanzas(aStanza()
                                .architectures("i386")
                                .distributions("Ubuntu")
                                .codenames("dapper")
                                .deb("http://archive.adobe.com/archive-ubuntu", "dapper", "multiverse")
                                .install("photoshop"))
                        .hosts(on("i386", "Ubuntu dapper 6.06").takes(1), on("i386", "Ubuntu breezy 5.10"))
                        .of(ofVersion0(Seed.SIGNED)));
    }

    private static Stream<CorpusCase> forms() {
        String blank = END_SIGNATURE + "\n\n\n";
        return Stream.of(
                usual("usual", "3.1", "A file of version 1.").of(anAptFile()),
                usual("version-0", "3.1", "The same in version 0, without Format.")
                        .of(ofVersion0(TEXT.replace("Format: 1\n", ""))),
                usual("version-0-with-format", "5.2", "Version 0 that says so in its text.")
                        .of(ofVersion0(TEXT.replace("Format: 1", "Format: 0"))),
                usual("carriage-returns", "3", "Lines that all end with a carriage return and a line feed.")
                        .of(anAptFile().file(file -> file.replace("\n", "\r\n"))),
                usual("carriage-return-first", "3", "A carriage return in the first line alone.")
                        .of(anAptFile().first("#@application/x-apt 1\r\n")),
                usual("empty-lines-around", "3.4", "Empty lines between and behind the parts.")
                        .of(anAptFile()
                                .file(file -> replaced(END_SIGNATURE, blank)
                                                .andThen(replaced("x-apt 1\n", "x-apt 1\n\n\r\n"))
                                                .apply(file)
                                        + "\n\n")),
                usual("no-last-line-feed", "3.4", "No line feed behind the key.")
                        .of(anAptFile().file(file -> file.substring(0, file.length() - 1))),
                usual("no-checksums", "3.5", "Blocks without checksums, as RFC 9580 would have them.")
                        .of(anAptFile().file(file -> file.replaceAll("\n=[^\n]{4}(?=\n-----END)", ""))),
                usual("armor-headers", "3.5", "Blocks with headers of armor, as old programs write them.")
                        .of(anAptFile()
                                .file(file -> file.replace(
                                                "SIGNATURE-----\n\n", "SIGNATURE-----\nVersion: GnuPG v2\n\n")
                                        .replace(
                                                "BLOCK-----\n\n", "BLOCK-----\nComment: ours\nVersion: GnuPG v2\n\n"))),
                usual("several-hashes", "3.2", "Hash headers that name more than one digest.")
                        .of(anAptFile().headers("Hash: SHA256, SHA512\nHash: SHA384\n")),
                usual("trailing-blanks", "4.1", "Blanks and tabs at the ends of lines, which are no part of the text.")
                        .of(
                                anAptFile()
                                        .frame(replaced("Debian\n", "Debian \t\n")
                                                .andThen(replaced("main\n", "main  \n"))::apply)),
                usual("all-dash-escaped", "3.2", "Every line of the text with a dash-escape.")
                        .of(anAptFile().frame(framed -> {
                            int start = framed.indexOf("\n\n") + 2;
                            int end = framed.indexOf("-----BEGIN PGP SIGNATURE");
                            return framed.substring(0, start)
                                    + framed.substring(start, end).replaceAll("(?m)^(?=.)", "- ")
                                    + framed.substring(end);
                        })));
    }

    private static Stream<CorpusCase> keys() {
        return Stream.of(
                usual("rsa-2048-in-2029", "4.3", "An RSA key with 2048 bits, a second before its time is over.")
                        .at(KeyCases.RSA_2048_ENDS.minusSeconds(1))
                        .by(KeyCases.RSA_2048),
                usual("rsa-3072", "4.3", "An RSA key with 3072 bits.").by(KeyCases.RSA_3072),
                usual("p-256", "4.3", "An ECDSA key over NIST's P-256.").by(CorpusKey.ecdsa("vendor", "P-256")),
                usual("p-521", "4.3", "An ECDSA key over NIST's P-521.").by(CorpusKey.ecdsa("vendor", "P-521")),
                usual("sha256", "4.4", "A signature over SHA-256.")
                        .of(anAptFile()
                                .headers("Hash: SHA256\n")
                                .signed(Statement.ofText(KEY).digest(HashAlgorithmTags.SHA256))),
                usual(
                                "signed-as-bytes",
                                "4.4",
                                "A signature over the canonical text as bytes, as Go's library makes it.")
                        .of(anAptFile()
                                .signed(Statement.of(KEY, PGPSignature.BINARY_DOCUMENT)
                                        .at(AT))),
                usual(
                                "subkey",
                                "4.2",
                                "A signature by a subkey that is bound in both ways: the identity is the primary key.")
                        .of(anAptFile()
                                .signed(Statement.ofText(SUBKEY))
                                .key(KeyBlock.of(KEY).subkey(SUBKEY))),
                usual("also-signed-by-another", "4.2", "A signature by another key in front of the right one.")
                        .of(anAptFile()
                                .signedBy(signed -> List.of(
                                        Statement.ofText(OTHER).over(signed),
                                        Statement.ofText(KEY).over(signed)))),
                usual("signed-by-key-and-subkey", "4.2", "Two right signatures, by the key and by its subkey.")
                        .of(anAptFile()
                                .signedBy(signed -> List.of(
                                        Statement.ofText(KEY).over(signed),
                                        Statement.ofText(SUBKEY).over(signed)))
                                .key(KeyBlock.of(KEY).subkey(SUBKEY))),
                usual("before-it-expires", "4.3", "A key a second before it expires.")
                        .at(MADE.plus(KeyCases.LIFE).minusSeconds(1))
                        .of(anAptFile()
                                .key(KeyBlock.bare(KEY)
                                        .userId(HashAlgorithmTags.SHA512, life(KeyCases.LIFE.toSeconds())))),
                usual(
                                "clock-ten-minutes-ahead",
                                "4.4",
                                "A signature that was made ten minutes from now, by a clock that is ahead.")
                        .of(anAptFile()
                                .signed(Statement.ofText(KEY).at(CorpusCase.JUDGED.plus(Duration.ofMinutes(10))))),
                usual("others-in-the-key", "4.3", "A key block with a user id and a picture that the key did not sign.")
                        .of(anAptFile()
                                .key(KeyBlock.of(KEY)
                                        .add(OpenPgpBytes.userId("Debian <archive@debian.org>"))
                                        .add(OpenPgpBytes.packet(OpenPgpBytes.USER_ATTRIBUTE, new byte[] {2, 1, 0})))));
    }
}
