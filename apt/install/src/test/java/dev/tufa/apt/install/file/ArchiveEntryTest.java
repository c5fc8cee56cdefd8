package dev.tufa.apt.install.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("an archive of a stanza (apt-file 5.4)")
class ArchiveEntryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://archive.example.org/ubuntu breezy universe          | deb http://archive.example.org/ubuntu breezy universe
            deb https://a.example/x  bookworm main contrib             | deb https://a.example/x bookworm main contrib
            deb-src https://a.example/x bookworm main                  | deb-src https://a.example/x bookworm main
            deb [arch=amd64,arm64] https://a.example stable main       | deb [arch=amd64,arm64] https://a.example stable main
            [ lang=en arch=amd64 ] https://a.example:8443/ stable main | deb [arch=amd64 lang=en] https://a.example:8443/ stable main
            https://a.example/flat ./                                  | deb https://a.example/flat ./
            https://a.example/flat sub/                                | deb https://a.example/flat sub/
            tuf+https://a.example/x bookworm-updates main              | deb tuf+https://a.example/x bookworm-updates main
            https://a.example/~x/%20y stable/updates main/debug        | deb https://a.example/~x/%20y stable/updates main/debug
            https://[2001:db8::1]/x stable main                        | deb https://[2001:db8::1]/x stable main
            deb [] https://192.0.2.1:65535 stable main                 | deb https://192.0.2.1:65535 stable main
            https://a-1.2b.example//x/ a..b main                       | deb https://a-1.2b.example//x/ a..b main
            https://a.example ./sub/x/                                 | deb https://a.example ./sub/x/
            """)
    void isReadAndWritten(String line, String canonical) throws Exception {
        ArchiveEntry entry = ArchiveEntry.read(line);

        assertThat(entry).hasToString(canonical);
        assertThat(ArchiveEntry.read(canonical)).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "deb",
                "deb https://a.example",
                "https://a.example stable",
                "https://a.example ./ main",
                "https://a.example / ",
                "https://a.example ../x/",
                "https://a.example x/../y main",
                "https://a.example /stable main",
                "https://a.example $(ARCH)/ ",
                "https://a.example stable ma|in",
                "https://a.example stable -main",
                "https://a.example stable main/",
                "[arch=amd64 https://a.example stable main",
                "[arch=amd64]https://a.example stable main",
                "https://a.example stable main\u3000",
                "https://a.example \u2003stable main",
                "https://a.example ./../ ",
                "https://a.example ././ ",
                "https://a.example x//",
                "https://a.example .hidden main",
                "https://a.example stable ma~in"
            })
    void isNothingElse(String line) {
        assertThatThrownBy(() -> ArchiveEntry.read(line))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.ARCHIVE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trusted=yes",
                "signed-by=/etc/key",
                "allow-insecure=yes",
                "allow-weak=yes",
                "check-valid-until=no",
                "by-hash=no",
                "arch+=amd64",
                "arch-=amd64",
                "arch=",
                "arch=amd64,",
                "arch=,amd64",
                "=amd64",
                "arch=amd64 arch=i386",
                "lang=en lang=de",
                "ARCH=amd64",
                "arch"
            })
    void hasNoOptionThatCouldSwitchOffAnything(String options) {
        assertThatThrownBy(() -> ArchiveEntry.read("deb [" + options + "] https://a.example stable main"))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.ARCHIVE_OPTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///srv/x",
                "copy:/srv/x",
                "cdrom:[x]/",
                "ftp://a.example",
                "tuf+file:///x",
                "mirror+https://a.example",
                "store:/x",
                "https:/a.example",
                "https://",
                "https:///x",
                "//a.example/x",
                "/srv/x",
                "https://user@a.example",
                "https://user:secret@a.example/",
                "https://a.example/?x",
                "https://a.example/#x",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example:/",
                "https://a.example/../x",
                "https://a..example/",
                "https://-a.example/",
                "https://ä.example/",
                "https://a_b.example/",
                "https://a.example/x;y",
                "HTTPS://a.example/x",
                "https:\\\\a.example",
                "https://a.example\\@b.example",
                "https://a.example:80@b.example",
                "https://a.example:+80",
                "https://a.example:080",
                "https://a.example.",
                "https://a-.example",
                "https://a.-b",
                "https://a.1",
                "https://1",
                "https://1.2.3",
                "https://192.0.2.256",
                "https://192.0.2.01",
                "https://0x7f.1",
                "https://[2001:db8::1",
                "https://[2001:db8::g]",
                "https://[2001:db8:::1]",
                "https://[fe80::1%25eth0]",
                "https://[192.0.2.1]",
                "https://a.example/%",
                "https://a.example/%2",
                "https://a.example/%zz",
                "https://a.example/%0a",
                "https://a.example/%00",
                "https://a.example/%7F",
                "https://a.example/%2e%2E/x",
                "https://a.example/x/.%2e",
                "https://a.example/\u00e4",
                "\u3000https://a.example"
            })
    void hasAnAddressThatAptCanBeTrustedWith(String uri) {
        assertThatThrownBy(() -> ArchiveEntry.read("deb " + uri + " stable main"))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.ARCHIVE_URI));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            128  | archive    | https://a.example #n main
            128  | archive    | https://a.example #n/
            128  | archive    | https://a.example stable #n
            1024 | archive-uri | #u stable main
            253  | archive-uri | https://#h stable main
            256  | too-many   | https://a.example stable #w
            256  | too-many   | [arch=#v] https://a.example stable main
            256  | too-many   | [lang=#v] https://a.example stable main
            """)
    void hasLimits(int most, String id, String line) throws Exception {
        assertThat(ArchiveEntry.read(filled(line, most))).hasToString("deb " + filled(line, most));
        assertThatThrownBy(() -> ArchiveEntry.read(filled(line, most + 1)))
                .isInstanceOfSatisfying(
                        AptFileException.class,
                        e -> assertThat(e.refusal().id()).isEqualTo(id));
    }

    private static String filled(String line, int count) {
        String name = "a/".repeat((count - 1) / 2) + (count % 2 == 0 ? "aa" : "a");
        String uri = "https://a.example/";
        String host = "a.".repeat((count - 1) / 2) + (count % 2 == 0 ? "aa" : "a");
        return line.replace("#n/", name + "/")
                .replace("#n", name)
                .replace("#u", uri + "a".repeat(count - uri.length()))
                .replace("#h", host)
                .replace("#w", "a ".repeat(count - 1) + "a")
                .replace("#v", "a,".repeat(count - 1) + "a");
    }

    /** A line has up to 8 KiB, and what is done for each character of it must not need the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example a{/a} main",
                "https://a.example a{/a}/",
                "https://a.example stable a{/a}",
                "https://a.example{/a} stable main",
                "https://a{.a} stable main",
                "[arch=a{,a}] https://a.example stable main",
                "https://a.example stable{ a}"
            })
    void isRefusedAndNotTooMuchForThePatterns(String line) {
        int start = line.indexOf('{');
        int end = line.indexOf('}');
        String long4000 =
                line.substring(0, start) + line.substring(start + 1, end).repeat(4000) + line.substring(end + 1);

        assertThatThrownBy(() -> ArchiveEntry.read(long4000)).isInstanceOf(AptFileException.class);
    }
}
