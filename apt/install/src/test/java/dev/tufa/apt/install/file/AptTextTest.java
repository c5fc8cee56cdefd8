package dev.tufa.apt.install.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the signed text (apt-file 5)")
class AptTextTest {
    private static final String ARCHIVE = "Archive: https://a.example stable main\n";

    /** Of the text {}, which is e30= in base64. */
    private static final String SHA256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private static List<AptStanza> read(FormatVersion version, String text) throws AptFileException {
        return AptText.read(text.getBytes(UTF_8), version);
    }

    private static AptStanza one(String text) throws AptFileException {
        return read(FormatVersion.ZERO, text).get(0);
    }

    @Test
    void isWhatWasProposedIn2006() throws Exception {
        AptStanza stanza = one("""
                Architecture: i386
                Distribution: Ubuntu
                Codename: breezy
                Release: 5.10
                Archive:
                 http://archive.example.org/ubuntu breezy universe
                Install: photoshop
                Pin: photoshop libphotoshop0
                """);

        assertThat(stanza.architectures().values()).containsExactly("i386");
        assertThat(stanza.distributions().values()).containsExactly("Ubuntu");
        assertThat(stanza.codenames().values()).containsExactly("breezy");
        assertThat(stanza.releases().values()).containsExactly("5.10");
        assertThat(stanza.archives())
                .extracting(ArchiveEntry::toString)
                .containsExactly("deb http://archive.example.org/ubuntu breezy universe");
        assertThat(stanza.install()).extracting(RequestedPackage::toString).containsExactly("photoshop");
        assertThat(stanza.pins()).containsExactly("photoshop", "libphotoshop0");
        assertThat(stanza.tuf()).isEmpty();
    }

    @Test
    void hasListsPartedByBlanksCommasAndLineEnds() throws Exception {
        AptStanza stanza =
                one("Architecture: i386, powerpc\n amd64,arm64\nInstall: a1\n b1  c1\nPin: a1,b1,\n c1 a1\n" + ARCHIVE);

        assertThat(stanza.architectures().values()).containsExactly("i386", "powerpc", "amd64", "arm64");
        assertThat(stanza.install()).extracting(RequestedPackage::name).containsExactly("a1", "b1", "c1");
        assertThat(stanza.pins()).containsExactly("a1", "b1", "c1");
    }

    @Test
    void isForAllWithoutFilters() throws Exception {
        assertThat(one(ARCHIVE).isForAll()).isTrue();
        assertThat(one("Architecture: any\n" + ARCHIVE).isForAll()).isTrue();
        assertThat(one("Release: 12\n" + ARCHIVE).isForAll()).isFalse();
    }

    @Test
    void keepsWhatIsNotForUs() throws Exception {
        assertThat(one("X-Provider: somebody\nX-Track: no\n" + ARCHIVE).extensions())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly("X-Provider=somebody", "X-Track=no");
    }

    @Test
    void saysWhereTrustByTufBegins() throws Exception {
        String archive = "Archive: tuf+https://a.example stable main\n";
        TufRoot old = one("X-TUF-Root-SHA256: " + SHA256 + "\nX-TUF-Root-URL: https://a.example/tuf/1.root.json\n"
                        + archive)
                .tuf()
                .orElseThrow();
        TufRoot inline = read(
                        FormatVersion.ONE,
                        "Format: 1\nTUF-Root-SHA256: " + SHA256 + "\nTUF-Root:\n e3\n 0=\nTUF-Scope: packages\n"
                                + archive)
                .get(0)
                .tuf()
                .orElseThrow();

        assertThat(old.sha256()).isEqualTo(SHA256);
        assertThat(old.url()).contains(URI.create("https://a.example/tuf/1.root.json"));
        assertThat(old.scope()).isEqualTo(TufRoot.Scope.RELEASE);
        assertThat(inline.inline().orElseThrow().bytes()).asString(UTF_8).isEqualTo("{}");
        assertThat(inline.url()).isEmpty();
        assertThat(inline.scope()).isEqualTo(TufRoot.Scope.PACKAGES);
    }

    @Test
    void asksForOtherArchitecturesFromVersion1On() throws Exception {
        assertThat(read(FormatVersion.ONE, "Format: 1\nInstall: a1:i386 a1\n" + ARCHIVE)
                        .get(0)
                        .install())
                .containsExactly(new RequestedPackage("a1", Optional.of("i386")), RequestedPackage.of("a1"));
        assertRefused(FormatVersion.ZERO, "Install: a1:i386\n" + ARCHIVE, Refusal.INSTALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | no-stanza
            'Architecture: amd64\\n'                  | no-archive
            'Archive:\\n'                             | no-archive
            'Archive: deb-src https://a.example s m\\n' | no-archive
            'Homepage: x\\n#A'                        | unknown-field
            'X-: x\\n#A'                              | unknown-field
            'TUF-Scope: release\\n#A'                 | unknown-field
            'Format: 1\\n#A'                          | format
            'Format: 00\\n#A'                         | format
            'Format:\\n#A'                            | format
            'Architecture:\\n#A'                      | filter
            'Architecture: !amd64\\n#A'               | filter
            'Architecture: any amd64\\n#A'            | filter
            'Architecture: AMD64\\n#A'                | filter
            'Codename: book*\\n#A'                    | filter
            'Codename: Bookworm\\n#A'                 | filter
            'Release: 12;13\\n#A'                     | filter
            'Distribution: ,\\n#A'                    | filter
            'Install: bash-\\n#A'                     | install
            'Install: -oX=Y\\n#A'                     | install
            'Install: zip/bookworm\\n#A'              | install
            'Install: zip=3.0\\n#A'                   | install
            'Install: ?name(zip)\\n#A'                | install
            'Install: ./zip.deb\\n#A'                 | install
            'Install: zip,unzip\\n#A'                 | install
            'Install: Zip\\n#A'                       | install
            'Install: z\\n#A'                         | install
            'Install: zip zip\\n#A'                   | install
            'Pin: *\\n#A'                             | pin
            'Pin: zip*\\n#A'                          | pin
            'Pin: /zip/\\n#A'                         | pin
            'Codename: bookworm\u3000\\n#A'          | filter
            'Codename: bookworm\u2003trixie\\n#A'    | filter
            'Install: a1\u2003b1\\n#A'               | install
            'Pin: a1\u3000\\n#A'                     | pin
            'X-A:\\n \u3000\\n#A'                    | syntax
            'A: b\\na: c\\n'                           | syntax
            '# comment\\n#A'                          | syntax
            """)
    void isNothingElse(String text, String id) {
        String whole = text.replace("\\n", "\n").replace("\n#A", "\n" + ARCHIVE);

        assertThatThrownBy(() -> read(FormatVersion.ZERO, whole))
                .isInstanceOfSatisfying(
                        AptFileException.class,
                        e -> assertThat(e.refusal().id()).isEqualTo(id));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0x0085, 0x001b})
    void isWhatAPersonReads(int character) throws Exception {
        assertThat(one("X-Note: a\u200db\n" + ARCHIVE).extensions()).hasSize(1);
        assertRefused(
                FormatVersion.ZERO, "X-Note: a" + Character.toString(character) + "b\n" + ARCHIVE, Refusal.SYNTAX);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TUF-Scope: release
            TUF-Root-SHA256: 00                       \\n TUF-Root: e30=
            TUF-Root: e30=
            TUF-Root-SHA256: #S
            TUF-Root-SHA256: #S\\nTUF-Root: e30=\\nTUF-Root-URL: https://a.example/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root: {}
            TUF-Root-SHA256: #S\\nTUF-Root: e30
            TUF-Root-SHA256: #S\\nTUF-Root: e31=
            TUF-Root-SHA256: #S\\nTUF-Root: e30==
            TUF-Root-SHA256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\\nTUF-Root:
            TUF-Root-SHA256: #S\\nTUF-Root-URL: ftp://a.example/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root-URL: https://me@a.example/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root-URL: 1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root-URL: tuf+https://a.example/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root-URL: https://a.example/1.root.json?x
            TUF-Root-SHA256: #S\\nTUF-Root-URL: https://a.example/1.root.json#x
            TUF-Root-SHA256: #S\\nTUF-Root-URL: https://a.example:99999/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root-URL:\\n\\thttps://a.example/1.root.json
            TUF-Root-SHA256: #S\\nTUF-Root: e30=\\nTUF-Scope: all
            """)
    void hasFieldsAboutTufThatGoTogether(String fields) {
        String text = "Format: 1\n"
                + fields.replace("\\n", "\n")
                        .replace("\n ", "\n")
                        .replace("\\t", "\t")
                        .replace("#S", SHA256) + "\n" + ARCHIVE;

        assertRefused(FormatVersion.ONE, text, Refusal.TUF);
    }

    @Test
    void hasTheRootWhoseDigestItSigns() {
        assertThatThrownBy(() -> read(
                        FormatVersion.ONE,
                        "Format: 1\nTUF-Root-SHA256: " + "a".repeat(64) + "\nTUF-Root: e30=\n" + ARCHIVE))
                .hasMessage("TUF-Root: expected a file with SHA-256 %s, got one with %s", "a".repeat(64), SHA256);
    }

    @Test
    void needsARootForAnArchiveThroughTuf() {
        assertRefused(FormatVersion.ZERO, "Archive: tuf+https://a.example stable main\n", Refusal.TUF);
    }

    @Test
    void signsItsVersionFromVersion1On() throws Exception {
        assertRefused(FormatVersion.ONE, ARCHIVE, Refusal.FORMAT);
        assertRefused(FormatVersion.ONE, "Format: 1\n" + ARCHIVE + "\nFormat: 0\n" + ARCHIVE, Refusal.FORMAT);
        assertThat(read(FormatVersion.ONE, "Format: 1\n" + ARCHIVE + "\n" + ARCHIVE))
                .hasSize(2);
        assertThat(read(FormatVersion.ZERO, "Format: 0\n" + ARCHIVE)).hasSize(1);
    }

    @Test
    void hasLimits() throws Exception {
        String names = "x1 ".repeat(AptFileLimits.NAMES);
        assertThat(read(FormatVersion.ZERO, (ARCHIVE + "\n").repeat(AptFileLimits.STANZAS)))
                .hasSize(AptFileLimits.STANZAS);
        assertThat(one("Pin: " + names + "\n" + ARCHIVE).pins()).containsExactly("x1");

        assertRefused(FormatVersion.ZERO, (ARCHIVE + "\n").repeat(AptFileLimits.STANZAS + 1), Refusal.TOO_MANY);
        assertRefused(FormatVersion.ZERO, "Pin: x1 " + names + "\n" + ARCHIVE, Refusal.TOO_MANY);
        assertRefused(FormatVersion.ZERO, "Codename: x1 " + names + "\n" + ARCHIVE, Refusal.TOO_MANY);
        assertRefused(
                FormatVersion.ZERO,
                "Archive:\n" + " https://a.example stable main\n".repeat(AptFileLimits.ARCHIVES + 1),
                Refusal.TOO_MANY);
        assertRefused(FormatVersion.ZERO, "X-Y: " + "x".repeat(AptFileLimits.LINE) + "\n" + ARCHIVE, Refusal.SYNTAX);
    }

    @Test
    void isQuotedWithoutWhatMovesOrHidesText() {
        assertThatThrownBy(() -> read(FormatVersion.ZERO, "Format: 0\n 1\n" + ARCHIVE))
                .hasMessage("Format: expected 0 as in the first line, got \"0\uFFFD1\"");
        assertThatThrownBy(() -> one("\u202Eno colon\n"))
                .hasMessage("signed text: line 1: expected the name of a field and a colon, got \"\uFFFDno colon\"");
    }

    @Test
    void countsPinsThatNothingButCommasPart() {
        assertRefused(
                FormatVersion.ZERO, "Pin: " + "x1,".repeat(AptFileLimits.NAMES + 1) + "\n" + ARCHIVE, Refusal.TOO_MANY);
    }

    private static void assertRefused(FormatVersion version, String text, Refusal refusal) {
        assertThatThrownBy(() -> read(version, text))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
