package dev.tufa.conformance.aptfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The bytes of a {@code .apt} file, right but for what is asked. */
final class MadeAptFile {
    /** When every file was signed, if nothing else is said. */
    static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    static final CorpusKey KEY = CorpusKey.ed25519("vendor");

    static final String TEXT = """
            Format: 1
            Distribution: Debian
            Codename: bookworm trixie
            Architecture: amd64 arm64
            Archive:
             deb https://apt.example.org/debian stable main
            Install: example-editor
            """;

    static final String FIRST_LINE = "#@application/x-apt 1\n";
    static final String BEGIN_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n";
    static final String END_SIGNATURE = "-----END PGP SIGNATURE-----\n";

    private String first = FIRST_LINE;
    private String headers = "Hash: SHA512\n";
    private byte[] text = TEXT.getBytes(UTF_8);
    private Signatures signatures = signed -> List.of(Statement.ofText(KEY).over(signed));
    private String keyBlock = KeyBlock.of(KEY).armored();
    private UnaryOperator<String> frame = framed -> framed;
    private UnaryOperator<String> file = whole -> whole;

    private MadeAptFile() {}

    static MadeAptFile anAptFile() {
        return new MadeAptFile();
    }

    /** Of version 0, with a text. */
    static MadeAptFile ofVersion0(String text) {
        return anAptFile().first("#@application/x-apt 0\n").text(text);
    }

    /** Of version 1, with a text behind its Format. */
    static MadeAptFile ofVersion1(String text) {
        return anAptFile().text("Format: 1\n" + text);
    }

    MadeAptFile first(String line) {
        first = line;
        return this;
    }

    MadeAptFile headers(String lines) {
        headers = lines;
        return this;
    }

    MadeAptFile text(String stanzas) {
        return text(stanzas.getBytes(UTF_8));
    }

    MadeAptFile text(byte[] stanzas) {
        text = stanzas;
        return this;
    }

    /** Signed by a key that stands behind the text. */
    MadeAptFile by(CorpusKey key) {
        return signed(Statement.ofText(key)).key(KeyBlock.of(key));
    }

    MadeAptFile signed(Statement statement) {
        return signedBy(signed -> List.of(statement.over(signed)));
    }

    MadeAptFile signedBy(Signatures packets) {
        signatures = packets;
        return this;
    }

    MadeAptFile key(KeyBlock block) {
        return keyBlock(block.armored());
    }

    MadeAptFile keyBlock(String armored) {
        keyBlock = armored;
        return this;
    }

    /** Changes the clear-signed text with its signature, a character for each byte. */
    MadeAptFile frame(UnaryOperator<String> change) {
        frame = change;
        return this;
    }

    /** Changes the whole file. */
    MadeAptFile file(UnaryOperator<String> change) {
        file = change;
        return this;
    }

    byte[] build() {
        List<byte[]> packets = signatures.over(OpenPgpBytes.signedForm(text));
        String framed = BEGIN_SIGNED
                + headers
                + "\n"
                + OpenPgpBytes.escaped(text)
                + OpenPgpBytes.armored(OpenPgpBytes.SIGNATURE, packets.toArray(byte[][]::new));
        return OpenPgpBytes.bytes(file.apply(first + frame.apply(framed) + keyBlock));
    }

    /** Makes the packets of signatures over a text. */
    interface Signatures {
        List<byte[]> over(byte[] signed);
    }
}
