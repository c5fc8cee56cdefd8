package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.serve.FileServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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

@DisplayName("What people get to see of an archive")
class ArchiveForPeopleTest {
    /** Made once: most of the time goes into the keys. */
    @TempDir
    static Path first;

    @TempDir
    Path folder;

    private String archive = "";
    private Path published = Path.of("");

    @BeforeAll
    static void publishOnce() throws IOException, InterruptedException {
        Files.writeString(first.resolve("passphrase"), "correct horse\n");
        String archive = first.resolve("archive").toString();
        List<String> add = new ArrayList<>(List.of(archive, "stable"));
        add.add(deb("example-editor", "1.0", "amd64", "an editor"));
        add.add(deb("example-editor", "1.0", "arm64", "an editor"));
        add.add(deb("example-tool", "2.0", "amd64", "<b>\u202ea tool"));
        ArchiveFolder.quickKey(first.resolve("archive"), "correct horse");
        done(
                "archive init --key-iterations 1000 --check none --origin Example --url https://apt.example.org"
                        + " --suite stable --suite beta",
                archive);
        done("archive add --publish", add.toArray(String[]::new));
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = folder.resolve("archive").toString();
        published = folder.resolve("archive/public");
        call("cp", "-a", first.resolve("archive").toString(), archive);
    }

    private static String deb(String name, String version, String architecture, String summary)
            throws IOException, InterruptedException {
        Path tree = first.resolve("%s-%s-%s".formatted(name, version, architecture));
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(tree.resolve("DEBIAN/control"), """
                Package: %s
                Version: %s
                Architecture: %s
                Maintainer: Example <apt@example.org>
                Description: %s
                """.formatted(name, version, architecture, summary));
        Path file = first.resolve("%s_%s_%s.deb".formatted(name, version, architecture));
        call("dpkg-deb", "--root-owner-group", "--build", tree.toString(), file.toString());
        return file.toString();
    }

    private static void call(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Words parted by blanks, with the passphrase behind the first two if the command takes one; then words that may have blanks. */
    private static CommandLineRun run(String words, String... more) {
        List<String> all = new ArrayList<>(List.of(words.split(" ", -1)));
        if (Stream.of("archive init", "archive add", "archive publish", "apt make")
                .anyMatch(words::startsWith)) {
            all.addAll(
                    2, List.of("--passphrase-file", first.resolve("passphrase").toString()));
        }
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static String done(String words, String... more) {
        CommandLineRun run = run(words, more);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        return run.out();
    }

    private static String refused(String words, String... more) {
        CommandLineRun run = run(words, more);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.REFUSED);
        return run.err();
    }

    /** What a client gets that knows nothing but the first root of TUF. */
    private String throughTuf(String path) throws IOException {
        Path client = Files.createTempDirectory(folder, "client").resolve("c");
        try (FileServer server = FileServer.start(published, "127.0.0.1", 0, (name, status) -> {})) {
            String root = published.resolve("tuf/1.root.json").toString();
            done(
                    "client init",
                    "--root",
                    root,
                    "--url",
                    server.url() + "tuf/",
                    "--targets-url",
                    server.url().toString(),
                    client.toString());
            CommandLineRun download = run("client download", client.toString(), path);
            return download.exitCode() == ExitCode.DONE
                    ? Files.readString(client.resolve("targets").resolve(path))
                    : download.err();
        }
    }

    private List<String> copiesOf(String name) throws IOException {
        try (Stream<Path> files = Files.list(published)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(each -> each.endsWith("." + name) && !each.equals(name))
                    .toList();
        }
    }

    @Nested
    @DisplayName("tufa apt make --from")
    class AptMake {
        @Test
        void makesAFileThatTufVouchesFor() throws IOException {
            CommandLineRun made = run("apt make --install example-editor --from", archive);

            Path file = published.resolve("example-editor.apt");
            assertThat(made)
                    .isEqualTo(new CommandLineRun(
                            ExitCode.DONE, "", "made " + file + "; look at it with tufa apt show and tufa apt lint\n"));
            assertThat(Files.readString(file))
                    .contains("\nArchitecture: amd64 arm64\nArchive:\n deb tuf+https://apt.example.org stable main\n")
                    .contains("\nTUF-Root-URL: https://apt.example.org/tuf/1.root.json\nTUF-Scope: packages\n");
            assertThat(throughTuf("example-editor.apt")).isEqualTo(Files.readString(file));
            assertThat(throughTuf("keys/archive.asc"))
                    .isEqualTo(Files.readString(published.resolve("keys/archive.asc")));
            assertThat(done("apt match --arch arm64 --distribution Debian", file.toString()))
                    .startsWith("stanza 1, for any distribution, on amd64 or arm64\n");
        }

        @Test
        void isNamedAfterTheArchiveIfItInstallsNothing() {
            done("apt make --no-tuf --distribution Debian --from", archive);

            assertThat(done("apt show", published.resolve("example.apt").toString()))
                    .contains("1. for Debian, on amd64 or arm64:")
                    .contains("   - add the archive https://apt.example.org, suite stable, component main\n");
        }

        @Test
        void writesElsewhereAndLeavesTheArchiveAlone() throws IOException {
            Path file = folder.resolve("elsewhere.apt");
            done("apt make --install example-tool --from", archive, file.toString());

            assertThat(Files.readString(file)).contains("Architecture: amd64\n");
            assertThat(published).isDirectoryNotContaining("glob:**.apt");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        --install nosuch                            | Install: expected packages that stable has, got nosuch
                        --install example-tool --arch arm64 | Install: expected packages that stable has for arm64, got example-tool
                        --pin nosuch                                | Pin: expected packages that stable has, got nosuch
                        --suite beta                                | suite beta: expected a suite that was published, got one that never was
                        --suite gamma                               | suite: expected one of [stable, beta], got "gamma"
                        --codename Bookworm                         | Codename: expected codenames in lower case, got "Bookworm"
                        """)
        void isRefused(String words, String problem) {
            assertThat(refused("apt make " + words + " --from", archive)).startsWith("error: " + problem + "\n");
            assertThat(published).isDirectoryNotContaining("glob:**.apt");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        --from x --key k                | --key: expected it without --from, whose archive says that, got both
                        --from x --archive a            | --archive: expected it without --from, whose archive says that, got both
                        --suite stable example.apt      | --suite: expected it with --from, got it alone
                        --no-tuf example.apt            | --no-tuf: expected it with --from, got it alone
                        --from x a.apt b.apt            | expected 1 operands, got also "b.apt"
                        """)
        void saysWhichWordsDoNotGoTogether(String words, String problem) {
            CommandLineRun run = run("apt make " + words);

            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: " + problem + "\n");
        }
    }

    @Nested
    @DisplayName("A .apt file in the folder that is served")
    class AptFileThere {
        @Test
        void isDescribedByTheNextPublicationAndForgottenByTheOneAfterItIsGone() throws IOException {
            Path file = Files.writeString(published.resolve("mine.apt"), "whatever it is\n");
            assertThat(throughTuf("mine.apt")).startsWith("error: ");

            assertThat(done("archive publish", archive)).contains("with TUF");
            assertThat(throughTuf("mine.apt")).isEqualTo("whatever it is\n");
            assertThat(done("archive publish", archive)).startsWith("nothing to publish: stable is signed again ");

            Files.writeString(file, "something else\n");
            assertThat(done("archive publish", archive)).isEqualTo("signed TUF metadata again\n");
            assertThat(throughTuf("mine.apt")).isEqualTo("something else\n");

            Files.delete(file);
            assertThat(done("archive publish", archive)).isEqualTo("signed TUF metadata again\n");
            assertThat(throughTuf("mine.apt")).startsWith("error: ");
        }

        @Test
        void leavesNoCopiesForEver() throws IOException {
            Path file = published.resolve("mine.apt");
            for (String text : List.of("one\n", "two\n")) {
                Files.writeString(file, text);
                done("archive publish --force", archive);
            }
            List<String> copies = copiesOf("mine.apt");
            assertThat(copies).hasSize(2);
            for (String copy : copies) {
                Files.setLastModifiedTime(
                        published.resolve(copy), FileTime.from(Instant.now().minus(Duration.ofDays(99))));
            }
            done("archive gc", archive);
            assertThat(copiesOf("mine.apt")).as("as long as the file is new").hasSize(2);

            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(99))));
            done("archive gc", archive);
            assertThat(copiesOf("mine.apt")).hasSize(1);
            assertThat(throughTuf("mine.apt")).isEqualTo("two\n");
        }
    }

    @Nested
    @DisplayName("tufa archive site")
    class ArchiveSite {
        @Test
        void writesAPageAndOneForEachPublishedSuite() throws IOException {
            done("apt make --install example-editor --from", archive);

            assertThat(done("archive site --dry-run", archive))
                    .isEqualTo("would write index.html\nwould write packages/stable.html\n");
            assertThat(published.resolve("index.html")).doesNotExist();
            assertThat(done("archive site", archive)).isEqualTo("wrote index.html\nwrote packages/stable.html\n");
            assertThat(Files.readString(published.resolve("index.html")))
                    .contains("<title>Example</title>")
                    .contains("href=\"./example-editor.apt\"")
                    .contains("&lt;b&gt;\ufffda tool");
        }

        @Test
        void writesOnlyWhatIsDifferent() throws IOException {
            done("archive site", archive);
            byte[] before = Files.readAllBytes(published.resolve("index.html"));

            assertThat(done("archive site", archive)).isEqualTo("nothing to write: all pages are as they have to be\n");
            assertThat(done("archive site --title", "Tools & more", archive))
                    .isEqualTo("wrote index.html\nwrote packages/stable.html\n");
            assertThat(Files.readString(published.resolve("index.html"))).contains("<title>Tools &amp; more</title>");
            done("archive site", archive);
            assertThat(published.resolve("index.html")).hasBinaryContent(before);
        }

        @Test
        void leavesOutWhatNobodyWouldAccept() throws IOException {
            Files.writeString(published.resolve("broken.apt"), "no such thing");

            CommandLineRun run = run("archive site", archive);

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(run.err()).startsWith("left out broken.apt: ");
            assertThat(Files.readString(published.resolve("index.html"))).doesNotContain("broken");
        }
    }

    @Nested
    @DisplayName("tufa serve")
    class Serve {
        private static final String FOR_EVER = "public, max-age=31536000, immutable";

        @Test
        void saysWhatAFileIsAndForHowLongItMayBeKept() throws IOException {
            done("apt make --install example-editor --from", archive);
            done("archive site", archive);
            try (FileServer server = FileServer.start(published, "127.0.0.1", 0, (name, status) -> {})) {
                assertThat(headers(server, "")).isEqualTo("text/html; charset=utf-8 | no-cache");
                assertThat(headers(server, "example-editor.apt")).isEqualTo("application/x-apt | no-cache");
                assertThat(headers(server, "keys/archive.asc")).isEqualTo("application/pgp-keys | no-cache");
                assertThat(headers(server, "tuf/timestamp.json")).isEqualTo("application/json | no-cache");
                assertThat(headers(server, "tuf/1.root.json")).isEqualTo("application/json | " + FOR_EVER);
                assertThat(headers(server, "dists/stable/InRelease")).isEqualTo("application/octet-stream | no-cache");
                assertThat(headers(server, "dists/stable/main/binary-amd64/Packages"))
                        .isEqualTo("application/octet-stream | no-cache");
                assertThat(headers(server, "pool/main/e/example-editor/example-editor_1.0_amd64.deb"))
                        .isEqualTo("application/vnd.debian.binary-package | " + FOR_EVER);
            }
        }

        private String headers(FileServer server, String path) throws IOException {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(server.url() + path).toURL().openConnection();
            assertThat(connection.getResponseCode()).as(path).isEqualTo(200);
            return connection.getHeaderField("Content-Type") + " | " + connection.getHeaderField("Cache-Control");
        }
    }
}
