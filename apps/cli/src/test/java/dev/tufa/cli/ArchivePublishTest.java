package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa archive publish")
class ArchivePublishTest {
    /** Half of the time for which a release is good. */
    private static final Duration HALF = Duration.ofDays(15);

    @TempDir
    static Path first;

    private static ArchiveFolder made;

    @TempDir
    Path folder;

    private ArchiveFolder archive;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        made = ArchiveFolder.published(first);
        made.done("archive publish P A");
        made.deb("new", "example-editor", "1.1", "amd64");
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = made.copiedTo(folder);
    }

    private static String masked(String output) {
        return output.replaceAll("20[0-9T:-]+Z", "TIME");
    }

    @Test
    void saysWhatItPublishes() {
        archive.done("archive add A stable D/new");

        assertThat(archive.run("archive publish P A"))
                .isEqualTo(new CommandLineRun(
                        ExitCode.DONE,
                        "published stable: 4 packages, 1 change, 24 files in its release, with TUF\n",
                        ""));
        assertThat(archive.done("archive list A stable")).isEqualTo("""
                main example-editor 1.0 amd64
                main example-editor 1.0 arm64
                main example-editor 1.1 amd64
                main example-tool 2.0 all
                """);
    }

    @Test
    void saysFromWhenOnSomethingIsSignedAgain() throws IOException {
        Map<String, String> before = archive.publishedState();

        assertThat(archive.done("archive publish P A"))
                .isEqualTo("nothing to publish: stable is signed again from 2030-01-16T00:00:02Z on\n");
        assertThat(archive.done("archive publish P A beta"))
                .isEqualTo("nothing to publish: beta is signed again from 2030-01-16T00:00:03Z on\n");
        assertThat(archive.done("archive publish --due P A"))
                .isEqualTo("nothing is due: stable is signed again from 2030-01-16T00:00:02Z on\n");

        assertThat(archive.publishedState()).isEqualTo(before);
    }

    @Test
    void signsTufAgainBeforeTheReleases() {
        archive.later(Duration.ofDays(2));
        assertThat(archive.done("archive publish --due P A")).isEqualTo("signed TUF metadata again\n");
        assertThat(archive.done("archive publish --due P A")).startsWith("nothing is due: ");
    }

    @Test
    void signsAReleaseAgainWhenHalfOfItsTimeIsOver() {
        archive.later(HALF);

        assertThat(archive.done("archive publish P A")).isEqualTo("""
                signed stable again, half of its time is over: good until 2030-02-15T00:00:04Z, with TUF
                signed beta again, half of its time is over: good until 2030-02-15T00:00:04Z, with TUF
                """);
        assertThat(archive.done("archive publish P A"))
                .isEqualTo("nothing to publish: stable is signed again from 2030-01-31T00:00:04Z on\n");
    }

    @Test
    void leavesWhatIsStagedToAPublicationThatIsMeant() {
        archive.done("archive add A stable D/new");
        archive.later(HALF);

        assertThat(archive.done("archive publish --due P A")).startsWith("signed stable again, half of its time ");
        assertThat(archive.done("archive list A stable")).doesNotContain("1.1");
        assertThat(archive.done("archive status A"))
                .contains("  staged: add example-editor 1.1 amd64 to stable/main\n");
        assertThat(archive.done("archive publish P A")).startsWith("published stable: 4 packages, 1 change, ");
    }

    @Test
    void publishesAnewIfThatIsAskedFor() {
        assertThat(archive.done("archive publish --force P A beta"))
                .isEqualTo("signed beta again, as asked: good until 2030-01-31T00:00:04Z, with TUF\n");
        assertThat(archive.fails(ExitCode.USAGE, "archive publish --force --due P A"))
                .startsWith("error: expected one of --due and --force, got both\n");
    }

    @Test
    void endsWithItsOwnNumberIfTufNeedsKeysThatAreElsewhere() throws IOException {
        try (Stream<Path> keys = Files.list(archive.archive().resolve("private/tuf/keys"))) {
            for (Path root : keys.filter(file -> file.getFileName().toString().startsWith("root-"))
                    .toList()) {
                Files.delete(root);
            }
        }
        archive.later(Duration.ofDays(300));
        archive.done("archive publish --due P A");

        CommandLineRun run = archive.run("archive publish --due P A");

        assertThat(run.exitCode()).isEqualTo(ExitCode.KEYS_ELSEWHERE);
        assertThat(run.err()).isEqualTo("""
                error: expected the keys of all roles of TUF that are due, got none for root (expires 2031-01-01T00:00:01Z)
                hint: run tufa repo refresh --once ARCHIVE/private/tuf where these private keys are
                """);
    }

    @Test
    void withAWrongPassphraseChangesNothing() throws IOException {
        Files.writeString(archive.path("passphrase"), "battery\n");
        Map<String, String> before = archive.publishedState();

        assertThat(archive.fails(ExitCode.REFUSED, "archive publish --force P A"))
                .isEqualTo("error: key file:keys/archive.key: secret key: expected its passphrase, got another\n");
        assertThat(archive.publishedState()).isEqualTo(before);
    }

    @Test
    void publishesNothingThatAptWouldNotTake() throws IOException {
        Path conf = archive.archive().resolve("archive.conf");
        Files.writeString(conf, Files.readString(conf).replace("Check: none", "Check: apt"));
        archive.done("archive add A beta D/new");
        archive.later(Duration.ofDays(50 * 366)); // the real apt-get goes by its own clock
        Map<String, String> before = archive.publishedState();

        String problem = archive.fails(ExitCode.REFUSED, "archive publish P A beta");

        assertThat(problem)
                .startsWith("refused: beta, amd64: expected apt-get to take it, got: E: Release file for ")
                .contains("is not valid yet")
                .endsWith("error: expected what can be published, got 2 refusals\nhint: nothing was changed\n");
        archive.assertSeenAsIn(before);
        assertThat(archive.done("archive status A")).contains("  staged: add example-editor 1.1 amd64 to beta/main");
    }

    @Test
    void leavesAptOutIfThatIsAskedFor() throws IOException {
        Path conf = archive.archive().resolve("archive.conf");
        Files.writeString(conf, Files.readString(conf).replace("Check: none", "Check: apt"));
        archive.done("archive add A beta D/new");

        assertThat(archive.done("archive publish --no-check P A")).startsWith("published beta: 1 package, 1 change, ");
    }

    @Nested
    @DisplayName("--dry-run")
    class DryRun {
        private Map<String, String> before;

        @BeforeEach
        void remember() throws IOException {
            before = archive.state();
        }

        private void assertSays(String words, String... lines) throws IOException {
            assertThat(archive.done("archive publish --dry-run " + words)).isEqualTo(String.join("\n", lines) + "\n");
            assertThat(archive.state()).isEqualTo(before);
        }

        @Test
        void saysWhatIsStaged() throws IOException {
            archive.done("archive add A beta D/new");
            archive.done("archive remove A stable example-editor:arm64");
            remember();

            assertSays(
                    "A",
                    "would remove example-editor 1.0 arm64 from stable/main",
                    "would add example-editor 1.1 amd64 to beta/main");
            assertSays("A beta", "would add example-editor 1.1 amd64 to beta/main");
        }

        @Test
        void saysWhatIsDue() throws IOException {
            assertSays("A", "nothing to publish: stable is signed again from 2030-01-16T00:00:02Z on");
            archive.later(HALF);
            assertSays(
                    "A stable", "would sign stable again, half of its time is over: good until 2030-02-15T00:00:05Z");
            assertSays(
                    "--due A",
                    "would sign stable again, half of its time is over: good until 2030-02-15T00:00:06Z",
                    "would sign beta again, half of its time is over: good until 2030-02-15T00:00:06Z");
        }

        @Test
        void saysWhatIsAskedFor() throws IOException {
            assertSays("--force A beta", "would sign beta again, as asked: good until 2030-01-31T00:00:04Z");
        }

        @Test
        void saysWhatOtherSettingsCome() throws IOException {
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf).replace("Suite: beta\n", "Suite: beta\nDescription: new\n"));
            remember();

            assertSays("A", "would publish beta anew");
        }

        @Test
        void isRefusedWhatThePublicationWouldBe() throws IOException {
            assertThat(archive.fails(ExitCode.REFUSED, "archive publish --dry-run A gamma"))
                    .isEqualTo("error: suite: expected one of [stable, beta], got \"gamma\"\n");
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf).replace("Origin: Example", "Origin: Other"));
            assertThat(archive.fails(ExitCode.REFUSED, "archive publish --dry-run A"))
                    .startsWith(
                            "error: suite stable: Origin: expected \"Example\", as it was published, got \"Other\"");
        }
    }

    @Nested
    @DisplayName("--print-units")
    class PrintUnits {
        @Test
        void printsAServiceAndATimerAndDoesNothingElse() throws IOException {
            Map<String, String> before = archive.state();

            List<String> lines =
                    archive.done("archive publish --print-units A").lines().toList();

            assertThat(lines.get(0))
                    .startsWith("# /etc/systemd/system/tufa-archive-")
                    .endsWith(".service");
            assertThat(lines)
                    .contains(
                            "ExecStart=/usr/bin/tufa archive publish --due --passphrase-file %d/passphrase \""
                                    + archive.archive() + '"',
                            "OnCalendar=*-*-* 00/6:00:00")
                    .filteredOn(line -> line.startsWith("# "))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith(".timer");
            assertThat(archive.state()).isEqualTo(before);
        }

        @Test
        void looksMoreOftenWhereAReleaseIsGoodForAShortTime() throws IOException {
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf).replaceFirst("Valid-For: 30d", "Valid-For: 12h"));

            assertThat(archive.done("archive publish --print-units A")).contains("\nOnCalendar=hourly\n");
        }

        @Test
        void isForAnArchive() {
            assertThat(archive.fails(ExitCode.UNREACHABLE, "archive publish --print-units D/debs"))
                    .startsWith("error: D/debs: expected an archive, got none\n");
            assertThat(archive.fails(ExitCode.USAGE, "archive publish --print-units A stable"))
                    .startsWith("error: expected 1 operands, got also \"stable\"\n");
        }
    }

    @Nested
    @DisplayName("tufa archive status")
    class Status {
        @Test
        void saysHowSuitesStand() {
            archive.done("archive add A beta D/new");

            assertThat(archive.done("archive status A")).isEqualTo("""
                    stable  publication 1 of 2030-01-01T00:00:02Z, good until 2030-01-31T00:00:02Z, packages: 3 in main, 0 in extra
                    beta  publication 1 of 2030-01-01T00:00:03Z, good until 2030-01-31T00:00:03Z, packages: 0 in main, 0 in extra
                      staged: add example-editor 1.1 amd64 to beta/main
                    """);
        }

        @Test
        void saysItToPrograms() {
            archive.done("archive add A beta D/new");

            assertThat(archive.done("archive status --json A"))
                    .isEqualTo(
                            "[{\"date\":\"2030-01-01T00:00:02Z\",\"due\":\"2030-01-16T00:00:02Z\",\"packages\":{\"extra\":0,\"main\":3},"
                                    + "\"publication\":1,\"staged\":[],\"suite\":\"stable\",\"valid_until\":\"2030-01-31T00:00:02Z\"},"
                                    + "{\"date\":\"2030-01-01T00:00:03Z\",\"due\":\"2030-01-16T00:00:03Z\",\"packages\":{\"extra\":0,\"main\":0},"
                                    + "\"publication\":1,\"staged\":[\"add example-editor 1.1 amd64 to beta/main\"],\"suite\":\"beta\","
                                    + "\"valid_until\":\"2030-01-31T00:00:03Z\"}]\n");
        }

        @Test
        void endsWithItsOwnNumberIfSomethingExpiresSoon() {
            assertThat(archive.done("archive status --fail-within 29d A")).startsWith("stable  ");

            CommandLineRun run = archive.run("archive status --fail-within 30d A");

            assertThat(run.exitCode()).isEqualTo(ExitCode.DUE);
            assertThat(run.out()).startsWith("stable  ");
            assertThat(masked(run.err())).isEqualTo("""
                    error: suite stable: expected a release that is good after TIME, got one until TIME
                    hint: tufa archive publish signs a new one
                    """);
        }

        @Test
        void knowsSuitesThatNeverWerePublished() throws IOException {
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf) + """

                    Suite: new
                    Components: main
                    Architectures: amd64
                    """);

            assertThat(archive.done("archive status A")).endsWith("\nnew  never published\n");
        }
    }
}
