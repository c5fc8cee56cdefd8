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
                Arguments.of(RealSystem.DEBIAN_12.osRelease(), "Debian 12 (bookworm)", ""),
                Arguments.of(RealSystem.DEBIAN_13.osRelease(), "Debian 13 (trixie)", ""),
                Arguments.of(RealSystem.DEBIAN_SID.osRelease(), "Debian (forky)", ""),
                Arguments.of(RealSystem.UBUNTU_22_04.osRelease(), "Ubuntu 22.04 (jammy)", ""),
                Arguments.of(RealSystem.UBUNTU_24_04.osRelease(), "Ubuntu 24.04 (noble)", ""),
                Arguments.of(RealSystem.UBUNTU_26_04.osRelease(), "Ubuntu 26.04 (resolute)", ""),
                Arguments.of("ID=almalinux\nNAME=AlmaLinux\n", "AlmaLinux", ""),
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
