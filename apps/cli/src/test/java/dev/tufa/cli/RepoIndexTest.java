package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lists and garbage collection")
class RepoIndexTest {
    private static final String OLD = "01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee";

    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";

    @BeforeEach
    void publishTwoTargets() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
        add("dir/a.txt", "old\n");
        add("b.txt", "b");
        publish(Duration.ZERO);
    }

    private void add(String path, String content) throws IOException {
        String file = Files.writeString(folder.resolve("content"), content).toString();
        done("repo", "add", "--replace", "--as", path, repository, file);
    }

    private void publish(Duration later) {
        CommandLineRun run = at(later, "repo", "publish", "--passphrase-file", passphrase, repository);
        assertThat(run.err()).isEmpty();
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static CommandLineRun at(Duration later, String... words) {
        return CommandLineRun.at(Clock.offset(Clock.systemUTC(), later), words);
    }

    @Test
    void listsWhatIsPublishedByPath() {
        assertThat(done("repo", "list", repository).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        " 1 3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d targets b.txt",
                        " 4 " + OLD + " targets dir/a.txt");
        assertThat(done("repo", "list", repository, "dir/"))
                .endsWith("dir/a.txt\n")
                .hasLineCount(1);
        assertThat(done("repo", "list", "--role", "dev", repository)).isEmpty();
        assertThat(done("repo", "list", "--json", repository, "b"))
                .isEqualTo(
                        "{\"hashes\":{\"sha256\":\"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d\"},"
                                + "\"length\":1,\"path\":\"b.txt\",\"role\":\"targets\",\"version\":2}\n");
    }

    @Test
    void findsWhatClientsFind() {
        assertThat(done("repo", "find", repository, "dir/a.txt")).isEqualTo("""
                        path      dir/a.txt
                        role      targets, version 2
                        length    4
                        sha256    %s
                        """.formatted(OLD));
        CommandLineRun nothing = CommandLineRun.of("repo", "find", repository, "a.txt");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(nothing.err()).startsWith("error: a.txt: expected a published target, got nothing\n");
    }

    @Test
    void removesWhatNothingNamesWhenTheGraceHasPassed() throws IOException {
        add("dir/a.txt", "new\n");
        publish(Duration.ofHours(1));
        assertThat(at(Duration.ofHours(2), "repo", "gc", repository).out())
                .startsWith("removed 0 files, 0 B\n5 files wait, the first until ");
        Path old = folder.resolve("repository/repository/targets/dir/" + OLD + ".a.txt");
        CommandLineRun dry = at(Duration.ofDays(40), "repo", "gc", "--dry-run", repository);
        assertThat(dry.out()).contains("unnamed since ", OLD + ".a.txt\n", "would remove 5 files, ");
        assertThat(old).exists();
        assertThat(at(Duration.ofDays(40), "repo", "gc", "--targets-grace", "50d", "--json", repository)
                        .out())
                .contains("\"dry_run\":false", "2.targets.json", "\"waiting\":1")
                .doesNotContain("a.txt");
        assertThat(at(Duration.ofDays(40), "repo", "gc", repository).out()).isEqualTo("removed 1 files, 4 B\n");
        assertThat(old).doesNotExist();
        assertThat(List.of(folder.resolve("repository/repository/targets/dir")
                        .toFile()
                        .list()))
                .hasSize(1);
    }
}
