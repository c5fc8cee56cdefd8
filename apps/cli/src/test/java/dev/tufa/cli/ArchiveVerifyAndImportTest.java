package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa archive verify, tufa archive import")
class ArchiveVerifyAndImportTest {
    private static final String POOLED = "public/pool/main/e/example-editor/example-editor_1.0_all.deb";

    @TempDir
    Path folder;

    private String archive = "";
    private String passphrase = "";
    private Path debs;

    @BeforeEach
    void init() throws IOException, InterruptedException {
        archive = folder.resolve("archive").toString();
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        debs = Files.createDirectory(folder.resolve("debs"));
        deb("example-editor", "1.0");
        ArchiveFolder.quickKey(folder.resolve("archive"), "correct horse");
        run(
                "archive",
                "init",
                "--origin",
                "Example",
                "--arch",
                "amd64",
                "--key-iterations",
                "1000",
                "--check",
                "none",
                "--passphrase-file",
                passphrase,
                archive);
    }

    private void deb(String name, String version) throws IOException, InterruptedException {
        Path control = Files.createDirectories(folder.resolve("tree/DEBIAN")).resolve("control");
        Files.writeString(control, """
                Package: %s
                Version: %s
                Architecture: all
                Maintainer: Example <apt@example.org>
                Description: a package for tests
                """.formatted(name, version));
        Process process = new ProcessBuilder(List.of(
                        "dpkg-deb",
                        "--root-owner-group",
                        "--build",
                        folder.resolve("tree").toString(),
                        debs.resolve("%s_%s_all.deb".formatted(name, version)).toString()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static CommandLineRun run(String... words) {
        return CommandLineRun.of(words);
    }

    private void publish() {
        assertThat(run(
                                "archive",
                                "add",
                                "--publish",
                                "--passphrase-file",
                                passphrase,
                                archive,
                                "stable",
                                debs.toString())
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatIsPublishedIsVerified() {
        publish();
        CommandLineRun verified = run("archive", "verify", "--deep", archive);
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out()).isEqualTo("verified: nothing is wrong\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatIsWrongIsListedAndEndsWithSeven() throws IOException {
        publish();
        Files.delete(Path.of(archive, POOLED));
        CommandLineRun verified = run("archive", "verify", archive, "stable");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(verified.out())
                .matches(
                        "pool/main/e/example-editor/example-editor_1.0_all.deb: expected a file of [0-9]+ bytes, got none"
                                + " \\[package\\]\n");
        assertThat(verified.err()).isEqualTo("error: expected an archive without findings, got 1\n");
        assertThat(run("archive", "verify", "--json", archive).out())
                .startsWith("{\"findings\":[{\"message\":\"expected a file of ")
                .endsWith("\"rule\":\"package\"}]}\n");
    }

    @Test
    void aSuiteThatTheArchiveDoesNotHaveIsRefused() {
        assertThat(run("archive", "verify", archive, "sid").exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void whatIsStagedIsVerifiedAndNotPublished() throws IOException, InterruptedException {
        publish();
        deb("example-data", "1.0");
        run("archive", "add", archive, "stable", debs.toString());
        CommandLineRun verified = run("archive", "verify", "--staged", "--passphrase-file", passphrase, archive);
        assertThat(verified.err()).as(verified.out()).isEmpty();
        assertThat(verified.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Path.of(archive, "public/pool/main/e/example-data")).doesNotExist();
    }

    @Test
    void packagesOfAFolderAreImported() throws IOException, InterruptedException {
        deb("example-data", "1.0");
        String[] words = {"archive", "import", "--from", debs.toString(), archive, "stable"};
        assertThat(run("archive", "import", "--dry-run", "--from", debs.toString(), archive, "stable")
                        .out())
                .isEqualTo("would stage 2 of 2 packages for stable/main\n");
        assertThat(run(words).out()).isEqualTo("staged 2 of 2 packages for stable/main\n");
        assertThat(run(words).out()).isEqualTo("staged 0 of 2 packages for stable/main\n");
    }

    @Test
    void whatCannotBePublishedIsLeftOutIfThatIsWanted() throws IOException {
        Files.writeString(debs.resolve("broken_1.0_all.deb"), "no package");
        CommandLineRun refused = run("archive", "import", "--from", debs.toString(), archive, "stable");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        CommandLineRun rest = run("archive", "import", "--skip-refused", "--from", debs.toString(), archive, "stable");
        assertThat(rest.out()).isEqualTo("staged 1 of 2 packages for stable/main\n");
        assertThat(rest.err()).contains("left out: ").contains("broken_1.0_all.deb");
    }

    @Test
    void wordsThatDoNotGoTogetherAreRefused() {
        String from = debs.toString();
        assertThat(run("archive", "import", "--from", from, archive).err())
                .startsWith("error: expected either SUITE or --suite-map, got neither");
        assertThat(run("archive", "import", "--from", from, "--suite-map", "a=b", archive, "stable")
                        .err())
                .startsWith("error: expected either SUITE or --suite-map, got both");
        assertThat(run("archive", "import", "--from", from, "--suite-map", "ab", archive)
                        .err())
                .startsWith("error: --suite-map: expected OLD=NEW, got \"ab\"");
    }
}
