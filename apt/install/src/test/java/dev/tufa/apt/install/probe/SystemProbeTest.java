package dev.tufa.apt.install.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.host.RealSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("what a system says of itself")
class SystemProbeTest {
    @TempDir
    private Path folder;

    private Path program(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path dpkg() throws IOException {
        return program("dpkg", "case $1 in --print-architecture) echo amd64;; *) echo i386; echo armhf;; esac");
    }

    private Optional<HostFacts> facts(Path lsbRelease, String osRelease) throws IOException {
        Path file = Files.writeString(folder.resolve("os-release"), osRelease);
        return new SystemProbe(lsbRelease, dpkg(), List.of(folder.resolve("missing"), file)).find();
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameWithAndWithoutLsbRelease(RealSystem system) throws Exception {
        Path program = program("lsb_release", "printf '" + system.lsbRelease().replace("\n", "\\n") + "'");
        Optional<HostFacts> with = facts(program, system.osRelease());
        Optional<HostFacts> without = facts(folder.resolve("missing"), system.osRelease());

        assertThat(with).isPresent().isEqualTo(without);
        assertThat(with.get().architecture()).isEqualTo("amd64");
        assertThat(with.get().foreignArchitectures()).containsExactly("i386", "armhf");
        assertThat(with.get().base()).isEmpty();
    }

    @Test
    void isWhatLsbReleaseSaysWhereTheFileSaysSomethingElse() throws Exception {
        Path program = program("lsb_release", "printf 'Acme\\n7\\nn/a\\n'");

        assertThat(facts(program, RealSystem.DEBIAN_12.osRelease()).map(HostFacts::distribution))
                .contains(new Distribution("Acme", Optional.empty(), List.of("7", "12")));
    }

    @Test
    void isWhatTheFileSaysWhereTheProgramFails() throws Exception {
        for (String body : List.of("exit 1", "echo Debian", "printf 'a\\nb\\nc\\n'; exit 3", "yes")) {
            assertThat(facts(program("lsb_release", body), RealSystem.DEBIAN_12.osRelease())
                            .map(HostFacts::distribution))
                    .as(body)
                    .map(Distribution::toString)
                    .contains("Debian 12 (bookworm)");
        }
    }

    @Test
    void isNotSteeredByTheCallersEnvironment() throws Exception {
        Path program = program("lsb_release", "printf '%s\\n%s\\n%s\\n' \"${HOME-none}\" \"$PATH\" \"$LC_ALL\"");

        assertThat(facts(program, "").map(HostFacts::distribution))
                .contains(new Distribution("none", Optional.of("C.UTF-8"), List.of("/usr/sbin:/usr/bin:/sbin:/bin")));
    }

    @Test
    void isNothingWithoutDpkgOrAnyName() throws Exception {
        assertThat(facts(folder.resolve("missing"), "")).isEmpty();
        assertThat(new SystemProbe(folder.resolve("missing"), folder.resolve("missing"), List.of()).find())
                .isEmpty();
    }

    /** The machine that runs the tests has dpkg, as .ci/run says. */
    @Test
    void isFoundHere() {
        assertThat(new SystemProbe().find()).isPresent();
    }
}
