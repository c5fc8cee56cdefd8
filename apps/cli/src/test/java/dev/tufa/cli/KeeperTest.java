package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What the keeper of a repository does")
class KeeperTest {
    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";

    @BeforeEach
    void names() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
    }

    private void init(String... options) {
        List<String> words =
                new ArrayList<>(List.of("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase));
        words.addAll(List.of(options));
        words.add(repository);
        assertDone(CommandLineRun.of(words.toArray(String[]::new)));
    }

    private CommandLineRun publish() {
        CommandLineRun run = CommandLineRun.of("repo", "publish", "--passphrase-file", passphrase, repository);
        assertDone(run);
        return run;
    }

    private void add(String path, String... options) throws IOException {
        String file = Files.writeString(folder.resolve("content"), path).toString();
        List<String> words = new ArrayList<>(List.of("repo", "add", "--as", path));
        words.addAll(List.of(options));
        words.addAll(List.of(repository, file));
        assertDone(CommandLineRun.of(words.toArray(String[]::new)));
    }

    private CommandLineRun at(Duration later, String... words) {
        return CommandLineRun.at(Clock.offset(Clock.systemUTC(), later), words);
    }

    private static void assertDone(CommandLineRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    private void lose(String role) throws IOException {
        try (var keys = Files.newDirectoryStream(folder.resolve("repository/keys"), role + "-*.pem")) {
            for (Path key : keys) {
                Files.delete(key);
            }
        }
    }

    @Nested
    @DisplayName("with roles")
    class Roles {
        @Test
        void delegatesAndTakesBack() throws IOException {
            init();
            CommandLineRun delegate = CommandLineRun.of(
                    "repo",
                    "delegate",
                    "--paths",
                    "a/*",
                    "--paths",
                    "b/*",
                    "--keys",
                    "3",
                    "--threshold",
                    "2",
                    "--terminating",
                    repository,
                    "team");
            assertDone(delegate);
            assertThat(delegate.out())
                    .isEqualTo("staged: delegate a/*, b/* from targets to team with 3 new ed25519 keys, threshold 2\n");
            publish();
            add("a/x", "--role", "team");
            publish();
            assertDone(CommandLineRun.of("repo", "threshold", repository, "team", "1"));
            assertDone(CommandLineRun.of("repo", "rotate", "--keys", "2", repository, "team"));
            publish();
            CommandLineRun dry = CommandLineRun.of("repo", "undelegate", "--dry-run", repository, "team");
            assertDone(dry);
            assertThat(dry.out()).isEqualTo("clients will not find 1 targets any more:\n  a/x\n");
            CommandLineRun undelegate = CommandLineRun.of("repo", "undelegate", repository, "team");
            assertDone(undelegate);
            assertThat(undelegate.out()).endsWith("staged: remove the delegation from targets to team\n");
            publish();
            CommandLineRun again = CommandLineRun.of("repo", "delegate", "--paths", "a/*", repository, "team");
            assertThat(again.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(again.err()).startsWith("error: role name: expected one that was never in use, got \"team\"\n");
        }

        @Test
        void changesTheThresholdOfTheRoot() {
            init("--root-keys", "3", "--root-threshold", "1");
            CommandLineRun run = CommandLineRun.of("repo", "threshold", repository, "root", "2");
            assertDone(run);
            assertThat(run.out()).isEqualTo("staged: ask for 2 signatures of root, which root delegates to\n");
            publish();
            assertThat(CommandLineRun.of("repo", "status", repository).out()).contains("2 of 3 keys");
            CommandLineRun tooMany = CommandLineRun.of("repo", "threshold", repository, "root", "4");
            assertThat(tooMany.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(CommandLineRun.of("repo", "threshold", repository, "root", "none")
                            .exitCode())
                    .isEqualTo(ExitCode.USAGE);
        }

        @Test
        void makesBinsAndOtherBins() throws IOException {
            init();
            CommandLineRun bins = CommandLineRun.of("repo", "bins", "--bits", "2", repository);
            assertDone(bins);
            assertThat(bins.out())
                    .isEqualTo(
                            "staged: delegate from targets to 4 hash bins bin-* with 1 new ed25519 key, threshold 1\n");
            add("x");
            publish();
            CommandLineRun dry =
                    CommandLineRun.of("repo", "bins", "--bits", "3", "--style", "prefixes", "--dry-run", repository);
            assertThat(dry.out())
                    .isEqualTo(
                            "would stage: move all targets from the hash bins bin-* of targets to 8 hash bins bin2-*\n");
            assertDone(CommandLineRun.of("repo", "bins", "--bits", "3", "--style", "prefixes", repository));
            publish();
            assertThat(CommandLineRun.of("repo", "status", repository).out())
                    .contains("bin2-*           8 bins         1 targets  1 of 1 keys")
                    .doesNotContain("bin2-0");
            assertDone(CommandLineRun.of("repo", "undelegate", repository, "bin2-*"));
            publish();
        }

        @Test
        void sizesBinsByWhatIsExpected() throws IOException {
            String formula =
                    "cost(B) = s*B + min(k, B)*(t*N/B + o), N = 600 targets, k = 1, s = 32, t = 225, o = 600 bytes:"
                            + " 64 bins, 4758 bytes for each update\n";
            CommandLineRun dry =
                    CommandLineRun.of("repo", "init", "--expect", "600", "--touched", "1", "--dry-run", repository);
            assertDone(dry);
            assertThat(dry.out()).startsWith(formula);
            assertThat(Path.of(repository)).doesNotExist();
            init("--expect", "600", "--touched", "1");
            add("x");
            publish();
            assertThat(CommandLineRun.of("repo", "status", repository).out()).contains("64 bins");
            assertThat(CommandLineRun.of("repo", "bins", "--expect", "600", "--bits", "2", repository)
                            .err())
                    .startsWith("error: bins: expected either --bits or --expect, got both");
            assertThat(CommandLineRun.of("repo", "bins", repository).err()).contains("got neither");
            assertThat(CommandLineRun.of("repo", "bins", "--expect", "10", repository)
                            .out())
                    .endsWith("no bins, all in one file of 2250 bytes\n");
        }
    }

    @Nested
    @DisplayName("with a timer")
    class Refreshes {
        private CommandLineRun refresh(Duration later, String... more) {
            List<String> words = new ArrayList<>(List.of("repo", "refresh", "--once", "--passphrase-file", passphrase));
            words.addAll(List.of(more));
            words.add(repository);
            return at(later, words.toArray(String[]::new));
        }

        @Test
        void signsWhatIsDueAndNothingElse() {
            init();
            CommandLineRun early = refresh(Duration.ofDays(1));
            assertDone(early);
            assertThat(early.out()).isEqualTo("nothing to sign\n");
            CommandLineRun dry = refresh(Duration.ofDays(2), "--dry-run");
            assertDone(dry);
            assertThat(dry.out()).contains("replace repository/metadata/timestamp.json");
            CommandLineRun due = refresh(Duration.ofDays(2));
            assertDone(due);
            assertThat(due.out()).matches("signed again: timestamp \\(expires [^)]+\\)\n");
            assertThat(refresh(Duration.ofDays(2)).out()).isEqualTo("nothing to sign\n");
        }

        @Test
        void tellsWhatHasItsKeysElsewhere() throws IOException {
            init();
            lose("targets");
            CommandLineRun run = refresh(Duration.ofDays(200));
            assertThat(run.exitCode()).isEqualTo(ExitCode.KEYS_ELSEWHERE);
            assertThat(run.exitCode().number()).isEqualTo(6);
            assertThat(run.out()).startsWith("signed again: timestamp (");
            assertThat(run.err()).matches("""
                            error: expected the keys of all roles that are due, got none for targets \\(expires [^)]+\\)
                            hint: run tufa repo refresh --once where these private keys are
                            """);
            CommandLineRun soon = refresh(Duration.ofDays(200), "--fail-within", "300d");
            assertThat(soon.exitCode()).isEqualTo(ExitCode.DUE);
        }

        @Test
        void hasToSayOnce() {
            CommandLineRun run = CommandLineRun.of("repo", "refresh", repository);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: refresh: expected --once or --print-units, got neither\n");
        }
    }

    @Nested
    @DisplayName("with a policy")
    class Policies {
        @Test
        void showsAndChangesIt() {
            init();
            CommandLineRun show = CommandLineRun.of("repo", "policy", repository);
            assertDone(show);
            assertThat(show.out())
                    .contains("lifetime.timestamp=7d\n", "renew-at.timestamp=25%\n", "replace=when-asked\n");
            CommandLineRun set = CommandLineRun.of(
                    "repo", "policy", repository, "set", "lifetime.timestamp=2d", "lifetime.team=30d", "replace=never");
            assertDone(set);
            assertThat(set.out()).contains("lifetime.timestamp=2d\n", "lifetime.team=30d\n", "replace=never\n");
            assertThat(CommandLineRun.of("repo", "policy", "--json", repository, "show")
                            .out())
                    .contains("\"lifetime.team\":\"30d\"");
        }

        @Test
        void isToldWhatIsWrongAndNothingChanges() {
            init();
            String before = CommandLineRun.of("repo", "policy", repository).out();
            for (List<String> wrong : List.of(
                    List.of("set", "bridge=3d", "brigde=2d"),
                    List.of("set"),
                    List.of("set", "bridge"),
                    List.of("get"))) {
                List<String> words = new ArrayList<>(List.of("repo", "policy", repository));
                words.addAll(wrong);
                CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
                assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
                assertThat(run.err()).contains("expected");
            }
            assertThat(CommandLineRun.of("repo", "policy", repository).out()).isEqualTo(before);
            assertThat(CommandLineRun.of("repo", "policy", repository, "set", "brigde=2d")
                            .err())
                    .startsWith("error: setting: expected a known one, got \"brigde\"; the nearest is bridge\n");
        }
    }

    @Nested
    @DisplayName("with lint")
    class Lint {
        @Test
        void isToldWhatCouldBeBetter() throws IOException {
            init();
            CommandLineRun run = CommandLineRun.of("repo", "lint", repository);
            assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(run.exitCode().number()).isEqualTo(7);
            assertThat(run.err()).isEqualTo("error: expected no errors and no warnings, got 3\n");
            assertThat(run.out()).isEqualTo("""
                    warning root-threshold-one: one signature is enough for a root
                            whoever steals a single root key owns every client
                            tufa repo rotate --keys 3 --threshold 2 DIR root
                    warning few-root-keys: root has 1 of at least 3 keys
                            with too few keys, losing some of them ends the repository
                            tufa repo rotate --keys 3 --threshold 2 DIR root
                    warning root-key-here: a private root key is in the repository's folder
                            whoever breaks into this machine can try to open it, and with it take over all other roles
                            move DIR/keys/root-*.pem to a medium that is offline
                    """);
        }

        @Test
        void isToldNothingOfAGoodRepository() throws IOException {
            init("--root-keys", "3", "--root-threshold", "2");
            lose("root");
            assertDone(CommandLineRun.of("repo", "lint", repository));
            CommandLineRun json = CommandLineRun.of("repo", "lint", "--json", repository);
            assertThat(json.out()).isEqualTo("{\"findings\":[]}\n");
            for (Path key : keyFiles()) {
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            }
            CommandLineRun readable = CommandLineRun.of("repo", "lint", "--json", repository);
            assertThat(readable.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(readable.out()).contains("\"code\":\"readable-key-file\"", "\"severity\":\"error\"");
        }

        private List<Path> keyFiles() throws IOException {
            try (var files = Files.list(folder.resolve("repository/keys"))) {
                return files.filter(file -> file.toString().endsWith(".pem")).toList();
            }
        }
    }
}
