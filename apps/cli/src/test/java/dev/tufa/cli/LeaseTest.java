package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.Program;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.repository.FencedException;
import dev.tufa.tuf.repository.LeaseOptions;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.RepositoryHold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that somebody else holds. */
class LeaseTest {
    private static final LeaseOptions OTHER = LeaseOptions.DEFAULT.withPurpose("the other one");

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void aRepository() throws IOException {
        repository = folder.resolve("repository");
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        CommandLineRun made = CommandLineRun.of(
                "repo",
                "init",
                "--key-iterations",
                "1000",
                "--passphrase-file",
                passphrase.toString(),
                repository.toString());
        assertThat(made.exitCode()).as(made.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void isWaitedForAsLongAsIsAskedFor() throws Exception {
        String file = Files.writeString(folder.resolve("file"), "content").toString();
        try (RepositoryHold hold = Repository.open(repository, OTHER).hold()) {
            CommandLineRun run = CommandLineRun.of("repo", "add", "--lock-timeout", "0s", repository.toString(), file);
            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err())
                    .isEqualTo("""
                            error: %s: expected nobody else at work on it, got %s
                            hint: wait for it, for longer with --lock-timeout; if it is dead: tufa repo recover --break-lease
                            """.formatted(repository, hold.holder().describe()));
            CommandLineRun longer =
                    CommandLineRun.of("repo", "add", "--lock-timeout", "1s", repository.toString(), file);
            assertThat(longer.err()).startsWith("waiting for the other one (process ");
        }
        assertThat(CommandLineRun.of("repo", "add", repository.toString(), file).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void isShownByTheStatusWhichDoesNotWait() throws Exception {
        try (RepositoryHold hold = Repository.open(repository, OTHER).hold()) {
            CommandLineRun run = CommandLineRun.of("repo", "status", repository.toString());
            assertThat(run.out())
                    .contains("held by %s, until %s"
                            .formatted(hold.holder().describe(), hold.holder().expires()));
            assertThat(CommandLineRun.of("repo", "status", "--json", repository.toString())
                            .out())
                    .contains("\"purpose\":\"the other one\"");
        }
        assertThat(CommandLineRun.of("repo", "status", repository.toString()).out())
                .doesNotContain("held by");
    }

    @Test
    void canBeTakenOver() throws Exception {
        RepositoryHold hold = Repository.open(repository, OTHER).hold();
        CommandLineRun run = CommandLineRun.of("repo", "recover", "--break-lease", repository.toString());
        assertThat(run.out())
                .isEqualTo("took the repository over from %s%n%s can go on%n"
                        .formatted(hold.holder().describe(), repository));
        assertThatThrownBy(hold::close)
                .isInstanceOf(FencedException.class)
                .hasMessageStartingWith(repository
                        + ": expected to hold its lease in epoch 1, got epoch 2, begun by tufa repo recover ");
        assertThat(CommandLineRun.of("repo", "recover", "--break-lease", repository.toString())
                        .out())
                .isEqualTo("nobody holds the lease%n%s can go on%n".formatted(repository));
    }

    @Test
    void thatIsLostHasAnExitCodeOfItsOwn() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        ExitCode end = new Program(List.of(new Overtaken(repository)))
                .run(List.of("overtaken"), new Terminal(printed, printed, false), Clock.systemUTC());
        assertThat(end).isEqualTo(ExitCode.FENCED);
        assertThat(end.number()).isEqualTo(8);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("error: " + repository + ": expected to hold its lease in epoch 1, got epoch 2, begun by ")
                .endsWith("hint: what this command did until then is as the other one found it;"
                        + " see tufa repo status, then run it again\n");
    }

    /** A command that loses its lease in the middle. */
    private record Overtaken(Path repository) implements Command {
        @Override
        public String name() {
            return "overtaken";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public String operands() {
            return "";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public List<String> examples() {
            return List.of();
        }

        @Override
        public void run(Invocation invocation) throws RepositoryException, IOException {
            Repository slow = Repository.open(repository, OTHER);
            RepositoryHold hold = slow.hold();
            Repository.breakLease(repository, LeaseOptions.DEFAULT);
            slow.unstage();
            hold.close();
        }
    }
}
