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
                "[arch=amd64 https://a.example stable main"
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
                "HTTPS://a.example/x"
            })
    void hasAnAddressThatAptCanBeTrustedWith(String uri) {
        assertThatThrownBy(() -> ArchiveEntry.read("deb " + uri + " stable main"))
                .isInstanceOfSatisfying(
                        AptFileException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.ARCHIVE_URI));
    }
}
