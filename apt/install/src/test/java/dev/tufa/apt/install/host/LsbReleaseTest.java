package dev.tufa.apt.install.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("what lsb_release prints")
class LsbReleaseTest {
    private static final String ALMA = "NAME=\"AlmaLinux\"\nID=almalinux\nVERSION_ID=\"9.4\"\n";
    private static final String POP = "NAME=\"Pop!_OS\"\nID=pop\nVERSION_ID=\"22.04\"\nVERSION_CODENAME=jammy\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void isWhatOsReleaseSays(RealSystem system) {
        assertThat(LsbRelease.parse(system.lsbRelease()))
                .isPresent()
                .isEqualTo(OsRelease.parse(system.osRelease()).distribution());
    }

    static Stream<String> files() {
        return Stream.concat(
                Arrays.stream(RealSystem.values()).map(RealSystem::osRelease),
                Stream.of(
                        ALMA, POP, "ID=debian\n", "ID='a b'\nNAME=\"A B\"\n", "ID=debian\nNAME=DEBIAN\n", "NAME=x\n"));
    }

    /** Debian's own program, with a file in the place of the system's. */
    @ParameterizedTest
    @MethodSource("files")
    void isTheSameByTheRealProgramAsWithoutIt(String file) throws Exception {
        Path osRelease = Files.writeString(folder.resolve("os-release"), file);
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/lsb_release", "-i", "-r", "-c", "-s");
        builder.environment().put("LSB_OS_RELEASE", osRelease.toString());
        String output;
        try {
            Process process = builder.start();
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
        } catch (IOException e) {
            output = fail("this test needs the program /usr/bin/lsb_release, of the package lsb-release", e);
        }

        assertThat(LsbRelease.parse(output)).isEqualTo(OsRelease.parse(file).distribution());
    }

    @Test
    void canLackACodenameAndARelease() {
        assertThat(LsbRelease.parse("Debian\nn/a\nn/a\n"))
                .contains(new Distribution("Debian", Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Debian\n", "Debian\n12\n", "n/a\nn/a\nn/a\n", "Debian 12 bookworm\n", "a\nb\nc\nd\n"})
    void isNothingIfItIsSomethingElse(String output) {
        assertThat(LsbRelease.parse(output)).isEmpty();
    }
}
