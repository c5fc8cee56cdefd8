package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Many files in one tufa repo add")
class AddManyTest {
    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";

    @BeforeEach
    void aRepositoryAndABuild() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
        Files.createDirectories(folder.resolve("build/lib/deep"));
        Files.writeString(folder.resolve("build/app.jar"), "app");
        Files.writeString(folder.resolve("build/lib/a.jar"), "a");
        Files.writeString(folder.resolve("build/lib/deep/b.jar"), "bb");
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private String at(String path) {
        return folder.resolve(path).toString();
    }

    private String staged() {
        return done("repo", "status", repository);
    }

    @Test
    void takesAFolderWithTheStructureThatItHas() {
        assertThat(done("repo", "add", "--recursive", repository, at("build"))).isEqualTo("""
                staged build/app.jar (3 B)
                staged build/lib/a.jar (1 B)
                staged build/lib/deep/b.jar (2 B)
                """);
        assertThat(done("repo", "publish", "--passphrase-file", passphrase, repository))
                .isEqualTo("published 6 files\n");
    }

    @Test
    void takesWhatIsInAFolderAndPutsItBelowAnother() {
        assertThat(done(
                        "repo",
                        "add",
                        "--recursive",
                        "--in",
                        "2.0/",
                        repository,
                        at("build/lib/."),
                        at("build/app.jar")))
                .isEqualTo("""
                        staged 2.0/a.jar (1 B)
                        staged 2.0/deep/b.jar (2 B)
                        staged 2.0/app.jar (3 B)
                        """);
    }

    @Test
    void takesNoneIfOneIsRefusedAndNamesEveryOneThatIs() throws IOException {
        done(
                "repo",
                "add",
                "--publish",
                "--passphrase-file",
                passphrase,
                "--in",
                "build",
                repository,
                at("build/app.jar"));
        Files.writeString(folder.resolve("build/app.jar"), "another app");
        Files.writeString(folder.resolve("build/back\\slash"), "x");

        CommandLineRun run = CommandLineRun.of("repo", "add", "--recursive", repository, at("build"), at("none"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("""
                refused: target build/app\\.jar: expected a path that is free or has the same content, got .*
                refused: target path: expected segments parted by /, got "build/back\\\\slash"
                refused: .*/none: expected a readable file, got nothing
                error: 5 files: expected ones that can be staged, got 3 that cannot
                hint: nothing was staged
                """);
        assertThat(staged()).contains("nothing is staged");
        try (Stream<Path> litter = Files.list(folder.resolve("repository/staged/files"))) {
            assertThat(litter).isEmpty();
        }
    }

    @Test
    void saysWhatItWouldDoAndDoesNothing() {
        assertThat(done("repo", "add", "--dry-run", "--recursive", repository, at("build/lib")))
                .isEqualTo("""
                would add lib/a.jar (1 bytes) to targets
                would add lib/deep/b.jar (2 bytes) to targets
                """);
        assertThat(staged()).contains("nothing is staged");
        done("repo", "add", "--recursive", repository, at("build/lib"));
        assertThat(done("repo", "add", "--dry-run", "--recursive", repository, at("build/lib")))
                .isEqualTo("nothing to stage: all of it is there already\n");
    }

    @Test
    void publishesAtOnceTogetherWithWhatIsStaged() {
        done("repo", "add", repository, at("build/app.jar"));
        assertThat(done(
                        "repo",
                        "add",
                        "--publish",
                        "--recursive",
                        "--passphrase-file",
                        passphrase,
                        repository,
                        at("build/lib")))
                .isEqualTo("published 6 files\n");
        assertThat(staged()).contains("3 targets", "nothing is staged");
    }

    @Test
    void refusesWordsThatCannotBeMeant() throws IOException {
        Files.createSymbolicLink(folder.resolve("build/link"), folder.resolve("passphrase"));
        assertUsage("FILE: expected a file, or --recursive for a folder, got the folder .*", repository, at("build"));
        assertUsage(
                "FILE: expected plain files in a folder, got something else at .*/link",
                "--recursive",
                repository,
                at("build"));
        assertUsage(
                "a.jar: expected one file of that target path, got .*/lib/a.jar and .*/lib/a.jar",
                repository,
                at("build/lib/a.jar"),
                at("build/lib/a.jar"));
        Files.createDirectory(folder.resolve("empty"));
        assertUsage("FILE: expected a file, got folders without any", "--recursive", repository, at("empty"));
        assertUsage("--dry-run: expected it without --publish, got both", "--dry-run", "--publish", repository, "x");
        assertUsage("--as: expected one FILE, .*", "--as", "x", "--recursive", repository, at("build"));
    }

    private static void assertUsage(String message, String... words) {
        String[] all = Stream.concat(Stream.of("repo", "add"), Stream.of(words)).toArray(String[]::new);
        CommandLineRun run = CommandLineRun.of(all);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).matches("error: " + message + "\nhint: see tufa repo add --help\n");
    }
}
