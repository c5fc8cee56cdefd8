package dev.tufa.apt.install.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("/etc/os-release")
class OsReleaseTest {
    private static final String DEBIAN_12 = """
            PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
            NAME="Debian GNU/Linux"
            VERSION_ID="12"
            VERSION="12 (bookworm)"
            VERSION_CODENAME=bookworm
            ID=debian
            HOME_URL="https://www.debian.org/"
            """;
    private static final String DEBIAN_13 = """
            PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
            NAME="Debian GNU/Linux"
            VERSION_ID="13"
            VERSION="13 (trixie)"
            VERSION_CODENAME=trixie
            DEBIAN_VERSION_FULL=13.1
            ID=debian
            """;
    private static final String DEBIAN_SID = """
            PRETTY_NAME="Debian GNU/Linux forky/sid"
            NAME="Debian GNU/Linux"
            VERSION_CODENAME=forky
            ID=debian
            """;
    private static final String UBUNTU_22_04 = """
            PRETTY_NAME="Ubuntu 22.04.5 LTS"
            NAME="Ubuntu"
            VERSION_ID="22.04"
            VERSION="22.04.5 LTS (Jammy Jellyfish)"
            VERSION_CODENAME=jammy
            ID=ubuntu
            ID_LIKE=debian
            UBUNTU_CODENAME=jammy
            """;
    private static final String UBUNTU_24_04 =
            UBUNTU_22_04.replace("22.04", "24.04").replace("jammy", "noble").replace("Jammy Jellyfish", "Noble Numbat");
    private static final String UBUNTU_26_04 = UBUNTU_22_04
            .replace("22.04", "26.04")
            .replace("jammy", "resolute")
            .replace("Jammy Jellyfish", "Resolute Raccoon");
    private static final String MINT_21_3 = """
            NAME="Linux Mint"
            VERSION="21.3 (Virginia)"
            ID=linuxmint
            ID_LIKE="ubuntu debian"
            PRETTY_NAME="Linux Mint 21.3"
            VERSION_ID="21.3"
            VERSION_CODENAME=virginia
            UBUNTU_CODENAME=jammy
            """;
    private static final String LMDE_6 = """
            NAME="LMDE"
            ID=linuxmint
            ID_LIKE=debian
            VERSION_ID="6"
            VERSION_CODENAME=faye
            DEBIAN_CODENAME=bookworm
            """;

    static Stream<Arguments> systems() {
        return Stream.of(
                Arguments.of(DEBIAN_12, "Debian 12 (bookworm)", ""),
                Arguments.of(DEBIAN_13, "Debian 13 (trixie)", ""),
                Arguments.of(DEBIAN_SID, "Debian (forky)", ""),
                Arguments.of(UBUNTU_22_04, "Ubuntu 22.04 (jammy)", ""),
                Arguments.of(UBUNTU_24_04, "Ubuntu 24.04 (noble)", ""),
                Arguments.of(UBUNTU_26_04, "Ubuntu 26.04 (resolute)", ""),
                Arguments.of(MINT_21_3, "Linuxmint 21.3 (virginia)", "Ubuntu (jammy)"),
                Arguments.of(LMDE_6, "Linuxmint 6 (faye)", "Debian (bookworm)"));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void saysWhatLsbReleaseSays(String text, String distribution, String base) {
        OsRelease file = OsRelease.parse(text);

        assertThat(file.distribution()).map(Distribution::toString).contains(distribution);
        assertThat(file.base().map(Distribution::toString).orElse("")).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ID=a            | A
            ID='a b'        | A b
            ID="a\\"b\\$c"  | A"b$c
            ID="a$b"        |
            ID=a`b`         |
            ID=a b          |
            ID=             |
            # ID=a          |
            id=a            |
            export ID=a     |
            """)
    void readsWhatAShellWould(String line, String id) {
        assertThat(OsRelease.parse(line + "\n").distribution().map(Distribution::id))
                .isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void takesTheLastOfTwoAsAShellDoes() {
        assertThat(OsRelease.parse("ID=a\nID=b\n").distribution())
                .map(Distribution::id)
                .contains("B");
    }
}
