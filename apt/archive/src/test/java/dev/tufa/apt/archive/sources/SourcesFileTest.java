package dev.tufa.apt.archive.sources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A list of sources")
class SourcesFileTest {
    private static final String KEY = """
            -----BEGIN PGP PUBLIC KEY BLOCK-----

            mDMEZQ==
            =abcd
            -----END PGP PUBLIC KEY BLOCK-----
            """;

    private static List<ListedSource> read(String file, String text) throws SourcesException {
        return SourcesFile.read(file, text.getBytes(UTF_8));
    }

    private static Source one(String file, String text) throws SourcesException {
        List<ListedSource> sources = read(file, text);
        assertThat(sources).hasSize(1);
        return sources.get(0).source();
    }

    @Nested
    @DisplayName("in lines")
    class Lines {
        @Test
        void hasWhatALineSays() throws Exception {
            Source source = one(
                    "a.list",
                    "deb-src [arch=amd64,i386 lang+=de trusted=yes signed-by=/k.gpg,0123456789abcdef0123456789ABCDEF01234567 x=y]"
                            + " https://a.example/debian stable main contrib # and so on\n");

            assertThat(source.types()).containsExactly(SourceType.SOURCES);
            assertThat(source.uris()).containsExactly("https://a.example/debian");
            assertThat(source.suites()).containsExactly("stable");
            assertThat(source.components()).containsExactly("main", "contrib");
            assertThat(source.options())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            SourceOption.ARCHITECTURES, List.of("amd64", "i386"),
                            SourceOption.LANGUAGES_ADD, List.of("de"),
                            SourceOption.TRUSTED, List.of("yes")));
            assertThat(source.others()).containsExactly(Map.entry("x", "y"));
            assertThat(source.signedBy()).containsInstanceOf(SignedBy.Named.class);
            SignedBy.Named named = (SignedBy.Named) source.signedBy().orElseThrow();
            assertThat(named.files()).containsExactly("/k.gpg");
            assertThat(named.fingerprints()).containsExactly("0123456789ABCDEF0123456789ABCDEF01234567");
        }

        @Test
        void saysTheLineOfEach() throws Exception {
            assertThat(read("a.list", "\n# x\ndeb http://a.example ./\n\ndeb http://b.example ./"))
                    .extracting(ListedSource::place)
                    .containsExactly("a.list: line 3", "a.list: line 5");
        }

        @Test
        void isReadWhateverTheEncodingOfItsComments() throws Exception {
            byte[] text = "# caf\u00e9\ndeb http://a.example ./ # \u00fc\n".getBytes(ISO_8859_1);

            assertThat(SourcesFile.read("a.list", text)).hasSize(1);
        }

        @Test
        void isRefusedInAnotherEncodingThanUtf8() {
            assertThatThrownBy(() -> SourcesFile.read("a.list", "deb http://caf\u00e9.example ./".getBytes(ISO_8859_1)))
                    .hasMessage("a.list: line 1: expected UTF-8, got other bytes");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "deb | expected a type, an address and a suite, got \"deb\"",
                    "rpm http://a.example ./ | expected deb or deb-src, got \"rpm\"",
                    "deb [arch=i386 | expected options and then ], got \"\"",
                    "deb [a=%5d b=c] http://a.example ./ | expected options and then ], got \"b=c] http://a.example ./\"",
                    "deb [arch] http://a.example ./ | expected an option with = between its name and its value, got \"arch\"",
                    "deb [] | expected an address, got nothing",
                    "deb http://a.example | expected a suite after \"http://a.example\", got nothing",
                    "deb nowhere ./ | URIs: expected an address with a scheme, got \"nowhere\"",
                    "deb http://a.example stable | Components: expected one of the suite stable, got nothing",
                    "deb http://a.example ./ main | Components: expected none for the folder ./, got \"main\"",
                    "deb http://a.example/%0a ./ | expected words of characters that can be seen, got \"http://a.example/?\"",
                    "deb http://a.example \"\" main | expected words of characters that can be seen, got \"\"",
                    "deb [signed-by=k.gpg] http://a.example ./ | Signed-By: expected absolute paths and fingerprints of 40 digits, got \"k.gpg\"",
                    "deb [signed-by=,] http://a.example ./ | Signed-By: expected a path, a fingerprint or a key, got none",
                })
        void isRefusedWithWhatWasExpected(String line, String problem) {
            assertThatThrownBy(() -> read("a.list", "\n" + line))
                    .isInstanceOfSatisfying(
                            SourcesException.class, e -> assertThat(e.line()).isEqualTo(2))
                    .hasMessage("a.list: line 2: " + problem);
        }

        @Test
        void isRefusedWithControlCharacters() {
            assertThatThrownBy(() -> read("a.list", "deb\u000bhttp://a.example ./"))
                    .hasMessage("a.list: line 1: expected text, got a control character");
        }
    }

    @Nested
    @DisplayName("in stanzas")
    class Stanzas {
        @Test
        void hasWhatAStanzaSays() throws Exception {
            Source source = one("a.sources", """
                    # of Example
                    Enabled: off
                    Types: deb deb-src
                    URIs: https://a.example/debian
                     https://b.example/debian
                    Suites: stable testing
                    Components: main
                    architectures: amd64,i386 arm64
                    Trusted: no
                    X-Note: one
                     two
                    Signed-By:
                     -----BEGIN PGP PUBLIC KEY BLOCK-----
                     .
                     mDMEZQ==
                     =abcd
                     -----END PGP PUBLIC KEY BLOCK-----
                    """);

            assertThat(source.use()).isEqualTo(Source.Use.DISABLED);
            assertThat(source.types()).containsExactly(SourceType.PACKAGES, SourceType.SOURCES);
            assertThat(source.uris()).containsExactly("https://a.example/debian", "https://b.example/debian");
            assertThat(source.suites()).containsExactly("stable", "testing");
            assertThat(source.values(SourceOption.ARCHITECTURES)).containsExactly("amd64", "i386", "arm64");
            assertThat(source.saysNo(SourceOption.TRUSTED)).isTrue();
            assertThat(source.saysYes(SourceOption.TRUSTED)).isFalse();
            assertThat(source.others()).containsExactly(Map.entry("X-Note", "one\ntwo"));
            assertThat(source.signedBy()).contains(new SignedBy.Embedded(KEY));
        }

        @Test
        void saysTheFirstLineOfEach() throws Exception {
            String stanza = "Types: deb\nURIs: http://a.example\nSuites: ./\n";

            assertThat(read("a.sources", "# x\n\n" + stanza + "\n# y\n" + stanza))
                    .extracting(ListedSource::line)
                    .containsExactly(3, 8);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "URIs: http://a.example | 1: expected a field Types, got none",
                    "Types: rpm | 1: Types: expected deb or deb-src, got \"rpm\"",
                    "Types: | 1: Types: expected deb or deb-src, got nothing",
                    "Types: deb | 1: URIs: expected an address, got nothing",
                    "Types: deb;URIs: http://a.example | 1: Suites: expected a suite, got nothing",
                    "Types: deb;URIs: x;Suites: ./ | 1: URIs: expected an address with a scheme, got \"x\"",
                    "Types: deb;URIs: a:;Suites: s ./;Components: c | 1: Components: expected none for the folder ./, got \"c\"",
                    "Types: deb;URIs: a:;Suites: s | 1: Components: expected one of the suite s, got nothing",
                    "Types: deb;URIs: a:;Suites: ./;Signed-By: x | 1: Signed-By: expected absolute paths and fingerprints of 40 digits, got \"x\"",
                    "Types: deb;Types: deb | 2: expected one field Types, got two",
                    "deb a: ./ | 1: expected the name of a field and a colon, got \"deb a: ./\"",
                })
        void isRefusedWithWhatWasExpected(String text, String problem) {
            assertThatThrownBy(() -> read("a.sources", text.replace(';', '\n')))
                    .isInstanceOf(SourcesException.class)
                    .hasMessage("a.sources: line " + problem);
        }
    }

    @Test
    void isRefusedBeyondAllMeasure() {
        assertThatThrownBy(() -> SourcesFile.read("a.list", new byte[SourcesFile.LONGEST + 1]))
                .hasMessage("a.list: line 1: expected a file of at most 4194304 bytes, got 4194305");
    }

    @Nested
    @DisplayName("that is written")
    class Written {
        @Test
        void isOneStanzaInItsCanonicalForm() throws Exception {
            Source source = Source.of(
                            List.of(SourceType.PACKAGES),
                            List.of("https://a.example/debian"),
                            List.of("stable"),
                            List.of("main", "contrib"))
                    .with(SourceOption.BY_HASH, List.of("force"))
                    .with(SourceOption.ARCHITECTURES, List.of("amd64", "arm64"))
                    .signedBy(new SignedBy.Embedded(KEY));

            assertThat(source.stanza()).hasToString("""
                    Types: deb
                    URIs: https://a.example/debian
                    Suites: stable
                    Components: main contrib
                    Architectures: amd64 arm64
                    By-Hash: force
                    Signed-By:
                     -----BEGIN PGP PUBLIC KEY BLOCK-----
                     .
                     mDMEZQ==
                     =abcd
                     -----END PGP PUBLIC KEY BLOCK-----
                    """);
            assertThat(one("a.sources", source.stanza().toString())).isEqualTo(source);
            Source disabled = source.with(Source.Use.DISABLED);
            assertThat(disabled.stanza().toString()).startsWith("Enabled: no\nTypes: deb\n");
            assertThat(one("a.sources", disabled.stanza().toString())).isEqualTo(disabled);
        }

        @Test
        void saysInAStanzaWhatALineSaid() throws Exception {
            Source source =
                    one("a.list", "deb [arch-=i386 signed-by=/a.gpg,/b.gpg valid-until-max=86400] http://a.example ./");

            assertThat(source.stanza()).hasToString("""
                    Types: deb
                    URIs: http://a.example
                    Suites: ./
                    Architectures-Remove: i386
                    Valid-Until-Max: 86400
                    Signed-By: /a.gpg /b.gpg
                    """);
            assertThat(one("a.sources", source.stanza().toString())).isEqualTo(source);
        }

        @Test
        void isNotWrittenWithBlanksInAWord() throws Exception {
            Source source = one("a.list", "deb cdrom:[Debian DVD]/ stable main");

            assertThatThrownBy(source::stanza)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("URIs: expected a word without blanks, got \"cdrom:[Debian DVD]/\"");
        }

        @Test
        void cannotBeWrong() {
            assertThatThrownBy(() -> Source.of(
                            List.of(SourceType.PACKAGES), List.of("https://a.example"), List.of("s"), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("source: Components: expected one of the suite s, got nothing");
            assertThatThrownBy(() -> new SignedBy.Embedded("key")).isInstanceOf(IllegalArgumentException.class);
            assertThat(SignedBy.parse("")).isEqualTo(Optional.empty());
        }
    }
}
