package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("tufa archive init")
class ArchiveInitTest {
    @TempDir
    Path folder;

    private ArchiveFolder archive;

    @BeforeEach
    void begin() throws IOException {
        archive = ArchiveFolder.empty(folder);
    }

    private String conf() throws IOException {
        return Files.readString(archive.archive().resolve("archive.conf"));
    }

    @Test
    void makesAnArchiveThatIsForTheWorldAndKeysThatAreNot() throws IOException {
        assertThat(archive.run("archive init P --key-iterations 1000 --origin Example A"))
                .isEqualTo(new CommandLineRun(ExitCode.DONE, """
                        made an archive in %1$s
                        the world is to see %1$s/public
                        """.formatted(archive.archive()), ""));

        assertThat(conf()).isEqualTo("""
                Format: 1
                Origin: Example
                Label: Example
                Signed-With:
                 file:keys/archive.key
                TUF-Scope: packages
                Digests: SHA256
                Check: apt

                Suite: stable
                Codename: stable
                Components: main
                Architectures: amd64 arm64
                Sources: no
                Contents: yes
                Upgrades: automatic
                Valid-For: 30d
                """);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(archive.archive().resolve("private"))))
                .isEqualTo("rwx------");
        try (Stream<Path> published = Files.list(archive.published(""))) {
            assertThat(published.map(Path::getFileName).map(Path::toString)).containsExactly("tuf");
        }
        assertThat(archive.done("archive status A")).isEqualTo("stable  never published\n");
        assertThat(archive.done("archive key list A")).contains("calls itself \"Example\"");
    }

    @Test
    void writesDownWhatItIsTold() throws IOException {
        archive.done(
                "archive init P --key-iterations 1000 --check none --tuf none --url https://apt.example.org/debian"
                        + " --suite stable --suite beta --component main --component contrib --arch riscv64 --sources"
                        + " --no-contents --valid-for 36h --keep-versions 3 --expires 100d --key file:a.key --key file:b.key A",
                "--origin",
                "Example Ltd",
                "--label",
                "Example packages",
                "--user-id",
                "Example <apt@example.org>");

        String suite = """

                Suite: %1$s
                Codename: %1$s
                Components: main contrib
                Architectures: riscv64
                Sources: yes
                Contents: no
                Upgrades: automatic
                Valid-For: 36h
                Keep-Versions: 3
                """;
        assertThat(conf()).isEqualTo("""
                Format: 1
                Origin: Example Ltd
                Label: Example packages
                URL: https://apt.example.org/debian
                Signed-With:
                 file:a.key
                 file:b.key
                TUF-Scope: none
                Digests: SHA256
                Check: none
                """ + suite.formatted("stable") + suite.formatted("beta"));
        assertThat(archive.done("archive key list A").lines())
                .filteredOn(line -> line.contains("expires 2030-04-11T00:00:01Z"))
                .hasSize(2)
                .allMatch(line -> line.endsWith("calls itself \"Example <apt@example.org>\""));
        assertThat(archive.published("tuf")).doesNotExist();
    }

    @Test
    void namesOneSuiteAsItsPeopleDo() throws IOException {
        archive.done("archive init P --tuf none --origin Example --suite stable --codename rocket A");

        assertThat(conf()).contains("\nSuite: stable\nCodename: rocket\n");
    }

    @Test
    void leavesAnArchiveThatIsThereAlone() throws IOException {
        archive.done("archive init P --tuf none --origin Example A");
        String before = conf();

        assertThat(archive.fails(ExitCode.REFUSED, "archive init P --origin Other A"))
                .isEqualTo("error: D/archive: expected no archive, got one\n");
        assertThat(conf()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A                                                  | --origin: expected a value, got none
            --origin x                                         | ARCHIVE: expected a value, got none
            --origin x A B                                     | expected 1 operands, got also "B"
            --origin x --suite a --suite b --codename c A      | --codename: expected it with one suite, got 2
            --origin x --suite a --suite a A                   | suites: expected different names, got [a, a]
            --origin x --suite ../a A                          | Suite: expected letters, digits and .+~_-, got "../a"
            --origin x --component non/free A                  | Components: expected letters, digits and .+~_-, got "non/free"
            --origin x --arch all A                            | Architectures: expected different names such as amd64, got [all]
            --origin x --valid-for soon A                      | --valid-for: expected a time such as 30d, 12h, 90m or 45s, got "soon"
            --origin x --valid-for 90m A                       | Valid-For: expected whole hours, at least one and at most 999999, got PT1H30M
            --origin x --keep-versions 0 A                     | --keep-versions: expected a number from 1 to 1000000, got "0"
            --origin x --key archive.key A                     | key: expected file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE, got "archive.key"
            --origin x --tuf all A                             | --tuf: expected none or release or packages, got "all"
            --origin x --check me A                            | --check: expected apt or none, got "me"
            --origin x --expect 0 A                            | --expect: expected a number from 1 to 2147483647, got "0"
            --origin x --key-iterations 999 A                  | --key-iterations: expected a number from 1000 to 1000000000, got "999"
            --origin x --url apt.example.org A                 | URL: expected one that begins with https:// or http://, got "apt.example.org"
            --origin x --url https://a\\b A                     | URL: expected one, got "https://a\\b"
            --origin x --expires 0d A                          | life: expected at least a second, got PT0S
            --origin x --architecture amd64 A                  | Unrecognized option: --architecture
            --origin x A                                       | passphrase: expected --passphrase-file, TUFA_PASSPHRASE or a terminal to ask at, got none
            """)
    void saysWhatIsMissingOrWrongAndMakesNothing(String words, String problem) {
        assertThat(archive.fails(ExitCode.USAGE, "archive init " + words))
                .isEqualTo("error: " + problem + "\nhint: see tufa archive init --help\n");
        assertThat(archive.archive()).doesNotExist();
    }

    @Test
    void needsAKeyThatItsUsersCouldMeet() {
        CommandLineRun run =
                archive.run("archive init P --tuf none A", "--origin", "Example", "--user-id", "two\nlines");

        assertThat(List.of(run.exitCode(), run.err().lines().findFirst().orElse("")))
                .isEqualTo(List.of(
                        ExitCode.USAGE,
                        "error: user id: expected a line of at most 200 printable characters, got \"two\ufffdlines\""));
        assertThat(archive.archive()).doesNotExist();
    }
}
