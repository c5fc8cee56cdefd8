package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The commands about .apt files")
class AptCommandsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ARCHIVE = "https://apt.example.org/debian stable main";
    private static final String BODY = """
            # for whom it is
            Distribution: Debian
            Codename: bookworm trixie
            Architecture: amd64 arm64
            Archive:
             deb https://apt.example.org/debian stable main
             deb-src https://apt.example.org/debian stable main
            Install: example-editor
            Pin: example-editor
            X-Note: for everyone

            Distribution: Ubuntu
            Codename: noble
            Archive: deb [arch=amd64] tuf+https://apt.example.org/ubuntu ./
            TUF-Root-SHA256: %s
            TUF-Root-URL: https://apt.example.org/root.json
            """.formatted("0".repeat(64));

    /** Keys of all tests: to encrypt and decrypt one takes a second, so that most tests sign with another. */
    @TempDir
    static Path keys;

    private static String encrypted = "";
    private static String passphrase = "";
    private static String plain = "";
    private static CommandLineRun made;

    @TempDir
    Path folder;

    private String body = "";
    private String file = "";

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        encrypted = keys.resolve("archive.key").toString();
        passphrase =
                Files.writeString(keys.resolve("passphrase"), "correct horse\n").toString();
        made = run(
                "archive",
                "key",
                "new",
                "--user-id",
                "Example <apt@example.org>",
                "--passphrase-file",
                passphrase,
                encrypted);
        plain = keyOfGpg("plain", "never");
    }

    /** A key that is not encrypted, made on the day of the tests. */
    private static String keyOfGpg(String name, String end) throws IOException, InterruptedException {
        return keyOfGpg(name, "ed25519", end);
    }

    private static String keyOfGpg(String name, String algorithm, String end) throws IOException, InterruptedException {
        Path home = Files.createDirectory(
                keys.resolve(name + ".gpg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        List<String> gpg = List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--faked-system-time",
                "20261101T000000!",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "");
        gpg(gpg, "--quick-gen-key", "Example <apt@example.org>", algorithm, "sign", end);
        String key = keys.resolve(name).toString();
        gpg(gpg, "--armor", "--output", key, "--export-secret-keys");
        gpg(List.of("gpgconf", "--homedir", home.toString()), "--kill", "all");
        return key;
    }

    private static void gpg(List<String> program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s:%n%s", command, output).isZero();
    }

    @BeforeEach
    void names() throws IOException {
        body = Files.writeString(folder.resolve("body.txt"), BODY).toString();
        file = folder.resolve("example.apt").toString();
    }

    private static CommandLineRun run(String... words) {
        return CommandLineRun.at(CLOCK, words);
    }

    private static String done(String... words) {
        CommandLineRun run = run(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static String fails(ExitCode code, String... words) {
        CommandLineRun run = run(words);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        return run.err();
    }

    /** A command line with the key before the other words. */
    private static String[] make(String... words) {
        return Stream.concat(
                        Stream.of("apt", "make", "--key", plain, "--passphrase-file", passphrase), Stream.of(words))
                .toArray(String[]::new);
    }

    private static String[] match(String words, String file) {
        List<String> all = new ArrayList<>(List.of("apt", "match"));
        all.addAll(List.of(words.split(" ", -1)));
        all.add(file);
        return all.toArray(String[]::new);
    }

    /** Without the fingerprint, which is another one each time. */
    private static String masked(String output) {
        return output.replaceFirst("([0-9A-F]{4} +){9}[0-9A-F]{4}|[0-9A-F]{40}", "FINGERPRINT")
                .replaceFirst("\n(For|It is not for) this system, .*\n", ""); // which is another one elsewhere
    }

    @Nested
    @DisplayName("tufa archive key new")
    class ArchiveKeyNew {
        @Test
        void printsTheCertificateAndKeepsTheKeyFromOthers() throws IOException {
            assertThat(made.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(made.out())
                    .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
                    .endsWith("-----END PGP PUBLIC KEY BLOCK-----\n");
            assertThat(masked(made.err())).isEqualTo("made key FINGERPRINT in " + encrypted + "\n");
            assertThat(Files.readString(Path.of(encrypted))).startsWith("-----BEGIN PGP PRIVATE KEY BLOCK-----\n");
            assertThat(Files.getPosixFilePermissions(Path.of(encrypted)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        @Test
        void leavesAFileThatIsThereAlone() throws IOException {
            String taken = Files.writeString(folder.resolve("taken"), "mine").toString();

            assertThat(fails(
                            ExitCode.UNREACHABLE,
                            "archive",
                            "key",
                            "new",
                            "--user-id",
                            "x",
                            "--passphrase-file",
                            passphrase,
                            taken))
                    .isEqualTo("error: " + taken + ": expected a free name, got one that is taken\n");
            assertThat(Path.of(taken)).hasContent("mine");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "k | --user-id: expected a value, got none",
                    "--user-id x | FILE: expected a value, got none",
                    "--user-id x k l | expected 1 operands, got also \"l\"",
                    "--user-id x --expires never k | --expires: expected a time such as 30d, 12h, 90m or 45s, got \"never\"",
                })
        void saysWhatIsMissingOrWrong(String words, String problem) {
            List<String> all = new ArrayList<>(List.of("archive", "key", "new", "--passphrase-file", passphrase));
            all.addAll(List.of(words.split(" ", -1)));

            assertThat(fails(ExitCode.USAGE, all.toArray(String[]::new)))
                    .isEqualTo("error: " + problem + "\nhint: see tufa archive key new --help\n");
        }

        @Test
        void refusesAUserIdOfSeveralLines() {
            String file = folder.resolve("k").toString();

            assertThat(fails(
                            ExitCode.USAGE,
                            "archive",
                            "key",
                            "new",
                            "--user-id",
                            "a\nb",
                            "--passphrase-file",
                            passphrase,
                            file))
                    .startsWith("error: user id: expected a line of at most ");
            assertThat(Path.of(file)).doesNotExist();
        }
    }

    @Nested
    @DisplayName("tufa apt make")
    class AptMake {
        @Test
        void writesAFileForEveryone() throws IOException {
            assertThat(run(make(body, file)))
                    .isEqualTo(new CommandLineRun(
                            ExitCode.DONE, "", "made " + file + "; look at it with tufa apt show and tufa apt lint\n"));
            assertThat(Files.readString(Path.of(file)))
                    .startsWith("#@application/x-apt 1\n-----BEGIN PGP SIGNED MESSAGE-----\n")
                    .contains("\nFormat: 1\nDistribution: Debian\nCodename: bookworm trixie\n")
                    .doesNotContain("for whom it is");
            assertThat(Files.getPosixFilePermissions(Path.of(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(folder).isDirectoryNotContaining("glob:**.unfinished");
        }

        @Test
        void putsARootIntoTheFileWithItsDigest() throws IOException {
            String root = Files.writeString(folder.resolve("root.json"), "{\"x\": \"%s\"}".formatted("y".repeat(100)))
                    .toString();
            String archive = "tuf+" + ARCHIVE;

            done(make("--archive", archive, "--tuf-root", root, file));

            assertThat(Files.readString(Path.of(file)))
                    .contains(
                            "\nTUF-Root-SHA256: e283e0ea7dfb42b55c39106f2f3194c95fa7e8c02f1194e71ddab4ac073e630d\nTUF-Root:\n ");
            assertThat(done("apt", "show", file)).contains("in the file");
            assertThat(fails(
                            ExitCode.USAGE,
                            make("--archive", archive, "--tuf-root", root, "--tuf-root-sha256", "0".repeat(64), file)))
                    .startsWith("error: --tuf-root: expected a file with SHA-256 0000");
        }

        @Test
        void saysWhichStanzaIsRefused() throws IOException {
            Files.writeString(Path.of(body), BODY + "\nDistribution: Mint\nArchive: https://apt.example.org stable\n");

            assertThat(fails(ExitCode.REFUSED, make(body, file)))
                    .startsWith("error: stanza 3: Archive: expected a component after suite stable, got none");
        }

        @ParameterizedTest
        @CsvSource({
            "nginx,  default_type application/x-apt;",
            "apache, AddType application/x-apt .apt",
            "s3,     --content-type application/x-apt"
        })
        void printsHowAServerGivesTheType(String server, String line) {
            assertThat(done("apt", "make", "--print-snippet", server))
                    .startsWith("# ")
                    .contains(line);
        }

        @Test
        void knowsNoOtherServers() {
            assertThat(fails(ExitCode.USAGE, "apt", "make", "--print-snippet", "iis"))
                    .startsWith("error: --print-snippet: expected nginx or apache or s3, got \"iis\"\n");
        }

        @Test
        void makesTheSameOfOptionsAsOfABody() throws IOException {
            Path written = Files.writeString(folder.resolve("one.txt"), """
                    Distribution: Debian
                    Codename: bookworm
                    Archive:
                     https://apt.example.org/debian stable main
                     https://apt.example.org/more stable main
                    Install: example-editor
                    """);
            String other = folder.resolve("other.apt").toString();

            done(make(written.toString(), file));
            done(make(
                    "--install",
                    "example-editor",
                    "--archive",
                    ARCHIVE,
                    "--archive",
                    "https://apt.example.org/more stable main",
                    "--codename",
                    "bookworm",
                    "--distribution",
                    "Debian",
                    other));

            assertThat(Path.of(other)).hasSameBinaryContentAs(Path.of(file));
        }

        @Test
        void makesTheOldFormatWhereItIsAskedFor() throws IOException {
            done(make("--format", "0", "--archive", ARCHIVE, file));

            assertThat(Files.readString(Path.of(file)))
                    .startsWith("#@application/x-apt 0\n")
                    .contains("\nFormat: 0\n");
        }

        @Test
        void replacesAFile() throws IOException {
            Files.writeString(Path.of(file), "old");

            done(make("--archive", ARCHIVE, file));

            assertThat(Files.readString(Path.of(file))).startsWith("#@application/x-apt 1\n");
        }

        @Test
        void writesNothingThatWouldBeRefused() {
            assertThat(fails(ExitCode.REFUSED, make("--archive", ARCHIVE, "--install", "bash-", file)))
                    .startsWith("error: Install: expected ")
                    .endsWith("hint: nothing was written: every program would refuse it, by the rule install\n");
            assertThat(Path.of(file)).doesNotExist();
        }

        @Test
        void leavesAFileAloneIfItsSuccessorWouldBeRefused() throws IOException {
            Files.writeString(Path.of(file), "old");

            fails(ExitCode.REFUSED, make("--install", "example", file));

            assertThat(Path.of(file)).hasContent("old");
        }

        @Test
        void saysWhichLineOfTheBodyIsWrong() throws IOException {
            String wrong = Files.writeString(folder.resolve("wrong"), "Archive: x\nno field\n")
                    .toString();

            assertThat(fails(ExitCode.REFUSED, make(wrong, file)))
                    .startsWith("error: " + wrong + ": line 2: expected ");
        }

        @Test
        void cannotReadABodyThatIsNotThere() {
            assertThat(fails(ExitCode.UNREACHABLE, make(folder.resolve("none").toString(), file)))
                    .startsWith("error: " + folder.resolve("none") + ": ");
        }

        @Test
        void signsWithAnEncryptedKeyByItsPassphraseOnly() throws IOException {
            String wrong =
                    Files.writeString(folder.resolve("wrong"), "battery\n").toString();
            String[] words = {"apt", "make", "--key", encrypted, "--passphrase-file", wrong, body, file};

            assertThat(fails(ExitCode.REFUSED, words))
                    .isEqualTo("error: secret key: expected its passphrase, got another\n");
            assertThat(Path.of(file)).doesNotExist();
            words[5] = passphrase;
            done(words);
        }

        @Test
        void isToldHowToSign() {
            assertThat(fails(ExitCode.USAGE, "apt", "make", body, file))
                    .startsWith("error: expected one of --key, --gpg and --signer, got none\n");
            assertThat(fails(ExitCode.USAGE, make("--gpg", "0".repeat(40), body, file)))
                    .startsWith("error: expected one of --key, --gpg and --signer, got 2\n");
            assertThat(fails(ExitCode.USAGE, "apt", "make", "--gpg", "Example", body, file))
                    .startsWith("error: --gpg: expected the 40 hex digits of a fingerprint, got \"Example\"\n");
            assertThat(fails(ExitCode.USAGE, "apt", "make", "--signer", "cat", body, file))
                    .startsWith("error: --certificate: expected a value, got none\n");
        }

        @Test
        void isToldWhatToWrite() {
            assertThat(fails(ExitCode.USAGE, make()))
                    .startsWith("error: [BODY] FILE: expected one or two operands, got 0\n");
            assertThat(fails(ExitCode.USAGE, make("a", "b", "c")))
                    .startsWith("error: [BODY] FILE: expected one or two operands, got 3\n");
            assertThat(fails(ExitCode.USAGE, make(file)))
                    .startsWith("error: expected either BODY or options for a stanza, got neither\n");
            assertThat(fails(ExitCode.USAGE, make("--archive", ARCHIVE, body, file)))
                    .startsWith("error: expected either BODY or options for a stanza, got both\n");
            assertThat(fails(ExitCode.USAGE, make("--format", "2", body, file)))
                    .startsWith("error: --format: expected a number from 0 to 1, got \"2\"\n");
            assertThat(fails(ExitCode.USAGE, make("--archive", "a\n\nb", file))).startsWith("error: --archive: ");
        }
    }

    @Nested
    @DisplayName("tufa apt show")
    class AptShow {
        @Test
        void saysWhatAFileIs() throws IOException {
            done(make(body, file));

            HelpTest.assertGolden("apt-show.txt", masked(done("apt", "show", file)));
        }

        @Test
        void showsNothingThatAPersonWouldNotSee() throws IOException {
            done(make(
                    Files.writeString(
                                    folder.resolve("hidden.txt"),
                                    "Archive: " + ARCHIVE + "\nX-Note: a\u200bb\u00adc\ue000d\udb40\udc41e\n")
                            .toString(),
                    file));

            assertThat(done("apt", "show", file)).contains("(X-Note: a\uFFFDb\uFFFDc\uFFFDd\uFFFDe)");
        }

        @Test
        void saysItToPrograms() throws IOException {
            done(make(body, file));

            HelpTest.assertGolden("apt-show.json", masked(done("apt", "show", "--json", file)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"show", "lint"})
        void refusesWhatWasChanged(String command) throws IOException {
            done(make(body, file));
            Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("trixie", "forky!"));

            CommandLineRun run = run("apt", command, file);

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("error: " + file + ": ")
                    .endsWith("hint: refused by the rule bad-signature of the format; nothing of the file is used\n");
        }

        @Test
        void refusesAFileWithoutEnd() {
            assertThat(fails(ExitCode.REFUSED, "apt", "show", "/dev/zero"))
                    .endsWith("hint: refused by the rule too-large of the format; nothing of the file is used\n");
        }

        @Test
        void cannotReadWhatIsNotThere() {
            assertThat(fails(ExitCode.UNREACHABLE, "apt", "show", file)).startsWith("error: " + file + ": ");
            assertThat(fails(ExitCode.USAGE, "apt", "show")).startsWith("error: FILE: expected a value, got none\n");
            assertThat(fails(ExitCode.USAGE, "apt", "show", file, "more"))
                    .startsWith("error: expected 1 operands, got also \"more\"\n");
        }
    }

    @Nested
    @DisplayName("tufa apt lint")
    class AptLint {
        @Test
        void failsOnlyForErrorsAndWarnings() throws IOException {
            done(make("--distribution", "Debian", "--archive", ARCHIVE, file));

            assertThat(run("apt", "lint", file))
                    .isEqualTo(new CommandLineRun(
                            ExitCode.DONE,
                            "note: stanza 1: whoever gets hold of the archive's key keeps it for ever; publish with TUF, and name its root here [no-tuf]\n",
                            "no errors and no warnings, 1 notes\n"));
        }

        @Test
        void countsWhatItFinds() {
            done(make("--arch", "x86", "--archive", "http://apt.example.org stable main", file));

            CommandLineRun run = run("apt", "lint", file);

            assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(run.out().lines()).hasSize(3).last().asString().startsWith("note: ");
            assertThat(run.err()).isEqualTo("error: 2 errors and warnings, 1 notes\n");
        }

        @Test
        void goesByTheTimeOfToday() throws Exception {
            String ending = keyOfGpg("ending", "100d");
            String[] words = make("--distribution", "Debian", "--archive", ARCHIVE, file);
            words[3] = ending;
            done(words);

            assertThat(done("apt", "lint", file)).contains(" [key-ends-later]");
            CommandLineRun later = CommandLineRun.at(Clock.offset(CLOCK, Duration.ofDays(20)), "apt", "lint", file);
            assertThat(later.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(later.out()).contains(" [key-ends]");
            CommandLineRun end = CommandLineRun.at(Clock.offset(CLOCK, Duration.ofDays(101)), "apt", "lint", file);
            assertThat(end.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(end.err()).contains("refused by the rule key-policy of the format");
        }
    }

    /** Each by the time from which it is refused: the day of the test, 90 days before, and the day itself. */
    @Nested
    @DisplayName("tufa apt lint, of a key with RSA and 2048 bits")
    class AptLintOfAnEndingAlgorithm {
        private static final String FORETOLD = ": sqv does not take RSA, 2048 bits from 2030-02-01T00:00:00Z on [";

        private CommandLineRun lintAt(String time) {
            return CommandLineRun.at(Clock.fixed(Instant.parse(time), ZoneOffset.UTC), "apt", "lint", file);
        }

        @Test
        void saysWhichProgramWillRefuseItAndWhen() throws Exception {
            String[] words = make("--distribution", "Debian", "--archive", ARCHIVE, file);
            words[3] = keyOfGpg("rsa2048", "rsa2048", "never");
            done(words);

            assertThat(lintAt("2026-11-01T12:00:00Z").out())
                    .startsWith("note: key ")
                    .contains(FORETOLD + "key-ends-later]");
            assertThat(lintAt("2026-11-01T12:00:00Z").exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(lintAt("2029-11-03T00:00:00Z").exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(lintAt("2029-11-03T00:00:01Z").out())
                    .startsWith("warning: key ")
                    .contains(FORETOLD + "key-ends]");
            assertThat(lintAt("2029-11-03T00:00:01Z").exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(lintAt("2030-02-01T00:00:00Z").err())
                    .contains("expected RSA with at least 3072 bits, got 2048")
                    .endsWith(
                            "hint: refused by the rule key-policy of the format, key-size; nothing of the file is used\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "lint", "match"})
    void aFileIsReadOnlyIfItIsOne(String command) throws IOException {
        assertThat(fails(ExitCode.USAGE, "apt", command))
                .isEqualTo("error: FILE: expected a value, got none\nhint: see tufa apt " + command + " --help\n");
        assertThat(fails(ExitCode.USAGE, "apt", command, file, "more"))
                .startsWith("error: expected 1 operands, got also \"more\"\n");
        assertThat(fails(ExitCode.USAGE, "apt", command, "--frob", file))
                .startsWith("error: Unrecognized option: --frob\n");
        assertThat(fails(ExitCode.UNREACHABLE, "apt", command, file))
                .isEqualTo("error: " + file + ": expected a file or folder, got nothing\n");
        Files.writeString(Path.of(file), "!<arch>\ndebian-binary\n");
        assertThat(fails(ExitCode.REFUSED, "apt", command, file))
                .startsWith("error: " + file + ": first line: expected ")
                .endsWith("hint: refused by the rule first-line of the format; nothing of the file is used\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"make", "migrate"})
    void anOptionThatIsNoneIsRefused(String command) {
        assertThat(fails(ExitCode.USAGE, "apt", command, "--architecture", "amd64", body, file))
                .isEqualTo("error: Unrecognized option: --architecture\nhint: see tufa apt " + command + " --help\n");
    }

    @Nested
    @DisplayName("tufa apt match")
    class AptMatch {
        @BeforeEach
        void make() {
            done(AptCommandsTest.make(body, file));
        }

        @Test
        void findsTheStanzaForASystem() {
            assertThat(done(match("--arch amd64 --distribution debian --codename trixie --release 13", file)))
                    .isEqualTo("""
                            stanza 1, for Debian bookworm or trixie, on amd64 or arm64
                            - add the archive https://apt.example.org/debian, suite stable, component main
                            - install example-editor
                            - prefer its example-editor to the distribution's, even where that has a higher version
                            """);
        }

        @Test
        void takesTheSystemBeforeTheFileOrBehindIt() {
            String system = "--arch amd64 --distribution Debian --codename bookworm --release 12";

            assertThat(done(("apt match " + file + " " + system).split(" ", -1)))
                    .startsWith("stanza 1, for Debian bookworm or trixie, on amd64 or arm64\n")
                    .isEqualTo(done(match(system, file)));
        }

        @Test
        void saysThatItIsForWhatTheSystemIsMadeFrom() {
            String mint = "--arch amd64 --distribution Linuxmint --codename zara --release 22.2";

            assertThat(done(match(mint + " --base-distribution Ubuntu --base-codename noble", file)))
                    .startsWith("stanza 2, for Ubuntu noble\nonly because Linuxmint ");
            assertThat(fails(ExitCode.NOT_FOUND, match(mint, file)))
                    .startsWith("error: not for Linuxmint ")
                    .endsWith("hint: it is for Debian bookworm or trixie, on amd64 or arm64; Ubuntu noble\n");
        }

        @Test
        void takesPackagesOfAForeignArchitectureOnlyIfItIsNamed() {
            String system = "--arch riscv64 --distribution Debian --codename bookworm";

            assertThat(done(match(system + " --foreign-arch arm64", file))).startsWith("stanza 1, ");
            fails(ExitCode.NOT_FOUND, match(system, file));
        }

        @Test
        void hasToKnowTheSystem() {
            assertThat(fails(ExitCode.USAGE, match("--distribution Debian", file)))
                    .isEqualTo("error: --arch: expected a value, got none\nhint: see tufa apt match --help\n");
            assertThat(fails(ExitCode.USAGE, match("--arch amd64", file)))
                    .startsWith("error: --distribution: expected a value, got none\n");
        }
    }
}
