package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportAndRecoverTest {
    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";
    private String adopted = "";

    @BeforeEach
    void aRepository() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
        adopted = folder.resolve("adopted").toString();
        String file = Files.writeString(folder.resolve("content"), "content").toString();
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
        done("repo", "add", "--as", "dir/file", repository, file);
        done("repo", "publish", "--passphrase-file", passphrase, repository);
    }

    private static CommandLineRun done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        return run;
    }

    @Test
    void importSaysFromWhichKeysItHasVerified() throws IOException {
        CommandLineRun run = done("repo", "import", repository, adopted);

        assertThat(run.out()).matches("""
                imported .*/repository into .*/adopted
                verified from version 1 of root, which 1 of these keys sign:
                  [0-9a-f]{64}
                1 target files
                """);
        assertThat(folder.resolve("adopted/repository/metadata/timestamp.json"))
                .hasSameBinaryContentAs(folder.resolve("repository/repository/metadata/timestamp.json"));
        assertThat(done("repo", "status", adopted).out()).contains("targets", "nothing is staged");
    }

    @Test
    void importReportsWhatHasExpired() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(20));
        CommandLineRun run = CommandLineRun.at(later, "repo", "import", "--metadata-only", repository, adopted);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("expired: timestamp at ").contains("\n0 target files\n");
        assertThat(run.out()).doesNotContain("expired: root");
    }

    @Test
    void importRefusesAnotherRootThanTheOneThatIsPinned() {
        String other = folder.resolve("other").toString();
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, other);
        String root = folder.resolve("other/repository/metadata/1.root.json").toString();

        CommandLineRun run = CommandLineRun.of("repo", "import", "--root", root, repository, adopted);

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).isEqualTo("""
                error: 1.root.json: expected the root that is pinned, got another one
                hint: nothing has changed
                """);
        assertThat(folder.resolve("adopted")).doesNotExist();
    }

    @Test
    void recoverMakesAnewWhatIsLostAndPublishingGoesOn() throws IOException {
        Files.delete(folder.resolve("repository/settings.json"));
        Files.delete(folder.resolve("repository/keys/keys.json"));
        try (Stream<Path> epochs = Files.list(folder.resolve("repository/journal"))) {
            for (Path epoch : epochs.toList()) {
                Files.delete(epoch.resolve("log"));
            }
        }

        CommandLineRun run = done("repo", "recover", repository);

        assertThat(run.out()).matches("""
                settings.json: lifetimes of root 365 days, targets 365 days, snapshot 30 days, timestamp 7 days
                journal: version 2 of the timestamp
                keys/keys.json: 4 private keys
                .*/repository can go on
                """);
        done("repo", "remove", repository, "dir/file");
        done("repo", "publish", "--passphrase-file", passphrase, repository);
        assertThat(done("repo", "recover", repository).out()).isEqualTo(repository + " can go on\n");
    }

    @Test
    void recoverNamesWhatIsMissingAndTakesItFromACopy() throws IOException {
        done("repo", "import", repository, adopted);
        Files.delete(folder.resolve("repository/repository/metadata/2.snapshot.json"));

        CommandLineRun run = CommandLineRun.of("repo", "recover", repository);
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEqualTo("""
                repository/metadata/2.snapshot.json: expected a file, got nothing
                    no client can update; put back the right file, from a mirror with --from
                """);
        assertThat(run.err())
                .startsWith("error: expected a published tree that clients accept, got one that they refuse\nhint: ");

        assertThat(done("repo", "recover", "--from", adopted, repository).out())
                .isEqualTo("repository/metadata/2.snapshot.json: taken from %s\n%s can go on\n"
                        .formatted(adopted, repository));
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(CommandLineRun.of("repo", "recover", "--timestamp-seen", "x", repository)
                        .err())
                .startsWith("error: --timestamp-seen: expected a version from 1 on, got \"x\"");
        assertThat(CommandLineRun.of("repo", "import", "--metadata-only", "--link-targets", repository, adopted)
                        .err())
                .startsWith("error: --metadata-only: expected it without --link-targets, got both");
    }
}
