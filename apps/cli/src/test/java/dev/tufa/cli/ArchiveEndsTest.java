package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How commands about archives end")
class ArchiveEndsTest {
    @TempDir
    static Path first;

    private static ArchiveFolder made;

    @TempDir
    Path folder;

    private ArchiveFolder archive;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        made = ArchiveFolder.published(first);
        made.deb("new", "example-editor", "1.1", "amd64");
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = made.copiedTo(folder);
    }

    /** Those whose first operand is an archive. */
    static List<String> commands() {
        return Tufa.program().commands().stream()
                .map(Command::name)
                .filter(name -> name.startsWith("archive ")
                        && !List.of("archive init", "archive key new").contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandNeedsAnArchive(String command) {
        assertThat(archive.fails(ExitCode.UNREACHABLE, command + " D/none"))
                .isEqualTo("error: D/none: expected an archive, got none\n");
        assertThat(archive.fails(ExitCode.USAGE, command))
                .isEqualTo("error: ARCHIVE: expected a value, got none\nhint: see tufa " + command + " --help\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandKnowsItsOptions(String command) throws IOException {
        Map<String, String> before = archive.state();

        assertThat(archive.fails(ExitCode.USAGE, command + " --frob A"))
                .isEqualTo("error: Unrecognized option: --frob\nhint: see tufa " + command + " --help\n");
        assertThat(archive.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandNeedsSettingsThatItUnderstands(String command) throws IOException {
        Path conf = archive.archive().resolve("archive.conf");
        Files.writeString(conf, Files.readString(conf).replace("Components: main extra", "Component: main"));
        // whatever the operands are, and whichever options have to be there
        String words = switch (command) {
            case "archive add" -> " A stable D/new";
            case "archive import" -> " --from D/debs A stable";
            case "archive remove" -> " A stable example-tool";
            case "archive copy" -> " A stable beta";
            case "archive snapshot" -> " A stable x";
            case "archive list", "archive rollback" -> " A stable";
            case "archive key add", "archive key remove" -> " A file:x";
            default -> " A";
        };

        assertThat(archive.fails(ExitCode.UNREACHABLE, command + words))
                .startsWith("error: archive.conf: field: expected one of [architectures, codename, components, ")
                .contains("], got \"Component\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive list A gamma",
                "archive publish P A stable gamma",
                "archive publish --dry-run A gamma",
                "archive verify --no-apt A gamma",
                "archive import --from D/debs A gamma",
                "archive import --dry-run --from D/debs A gamma",
                "apt make P --suite gamma --from A",
            })
    void aSuiteThatIsNotThereIsRefused(String words) throws IOException {
        Map<String, String> before = archive.publishedState();

        assertThat(archive.fails(ExitCode.REFUSED, words))
                .startsWith("error: suite: expected one of [stable, beta], got \"gamma\"\n");
        assertThat(archive.publishedState()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive add --publish P A beta D/new",
                "archive publish --force P A",
                "archive verify --staged P A",
                "apt make P --from A",
            })
    void aWrongPassphraseOpensNothing(String words) throws IOException {
        Map<String, String> before = archive.publishedState();
        archive.done("archive remove A stable example-tool");
        Files.writeString(archive.path("passphrase"), "battery\n");

        assertThat(archive.fails(ExitCode.REFUSED, words))
                .isEqualTo("error: key file:keys/archive.key: secret key: expected its passphrase, got another\n");
        archive.assertSeenAsIn(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive publish A", "archive add --publish A beta D/new", "archive verify --staged A"})
    void aPassphraseThatIsMissingIsAskedFor(String words) {
        String command = words.replaceFirst("( --.*)? A.*", "");
        assertThat(archive.fails(ExitCode.USAGE, words))
                .isEqualTo(
                        "error: passphrase: expected --passphrase-file, TUFA_PASSPHRASE or a terminal to ask at, got none\n"
                                + "hint: see tufa " + command + " --help\n");
    }

    @Nested
    @DisplayName("tufa archive gc")
    class Gc {
        private static final String OLD = "public/pool/main/e/example-tool/example-tool_2.0_all.deb";

        @BeforeEach
        void publishOnce() throws IOException {
            archive.done("archive remove A stable example-tool");
            archive.done("archive publish P A");
            for (String file : archive.state().keySet()) { // files have the clock's time, whatever the test says
                if (Files.isRegularFile(Path.of(file))) {
                    Files.setLastModifiedTime(Path.of(file), FileTime.from(ArchiveFolder.START));
                }
            }
        }

        @Test
        void removesWhatNobodyNeeds() throws IOException {
            archive.later(Duration.ofDays(10));
            Map<String, String> before = archive.state();
            String words = "--publications 1 A";

            String would = archive.done("archive gc --dry-run " + words);

            assertThat(archive.state()).isEqualTo(before);
            assertThat(would)
                    .contains("would remove " + OLD + "\n")
                    .matches("(?s).*\nwould remove [0-9]+ files, .* kB\n");
            assertThat(archive.done("archive gc " + words)).isEqualTo(would.replace("would remove", "removed"));
            assertThat(archive.archive().resolve(OLD)).doesNotExist();
            assertThat(archive.done("archive gc " + words)).isEqualTo("removed 0 files, 0 B\n");
        }

        @Test
        void leavesWhatIsRememberedOrNew() {
            assertThat(archive.done("archive gc --publications 1 A")).isEqualTo("removed 0 files, 0 B\n");
            archive.later(Duration.ofDays(10));
            assertThat(archive.done("archive gc A")).isEqualTo("removed 0 files, 0 B\n");
            assertThat(archive.done("archive gc --publications 1 --grace 11d A"))
                    .isEqualTo("removed 0 files, 0 B\n");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                archive gc --grace soon A      | --grace: expected a time such as 30d, 12h, 90m or 45s, got "soon"
                archive gc --publications 0 A  | --publications: expected a number from 1 to 1000000, got "0"
                archive gc A stable            | expected 1 operands, got also "stable"
                """)
        void saysWhatIsWrong(String words, String problem) {
            assertThat(archive.fails(ExitCode.USAGE, words)).startsWith("error: " + problem + "\n");
        }
    }

    @Nested
    @DisplayName("tufa archive site")
    class Site {
        @Test
        void needsAUrlAndAPublication() throws IOException, InterruptedException {
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf).replaceFirst("URL: .*\n", ""));
            assertThat(archive.fails(ExitCode.REFUSED, "archive site A"))
                    .isEqualTo("error: archive.conf: expected URL, where the world sees the archive, got none\n");

            archive.done("archive init P --key-iterations 1000 --tuf none --origin x --url https://x.example D/other");
            assertThat(archive.fails(ExitCode.REFUSED, "archive site D/other"))
                    .isEqualTo("error: archive: expected a suite that was published, got none\n");
            assertThat(archive.path("other/public")).isEmptyDirectory();
        }
    }

    @Nested
    @DisplayName("tufa archive verify")
    class Verify {
        @Test
        void saysWhatItFoundAndChangesNothing() throws IOException {
            archive.later(Duration.ofDays(40)); // everything has expired
            Map<String, String> before = archive.state();

            CommandLineRun run = archive.run("archive verify --no-apt A stable");

            assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(run.out()).contains("dists/stable/Release: Valid-Until: expected a time after 2030-02-10T");
            assertThat(run.err()).matches("error: expected an archive without findings, got [0-9]+\n");
            assertThat(archive.run("archive verify --json --no-apt A stable").out())
                    .startsWith("{\"findings\":[{\"message\":\"");
            assertThat(archive.state()).isEqualTo(before);
        }
    }
}
