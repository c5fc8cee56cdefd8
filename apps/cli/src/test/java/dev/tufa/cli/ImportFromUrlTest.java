package dev.tufa.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa repo import from a URL")
class ImportFromUrlTest {
    @TempDir
    static Path source;

    @TempDir
    Path folder;

    private static String passphrase = "";
    private static Path published = Path.of("");
    private String root = "";
    private String adopted = "";
    private TreeServer server;

    /** Three roots, a delegated role, hash bins below another, and targets of both. */
    @BeforeAll
    static void aPublishedRepository() throws IOException {
        passphrase = Files.writeString(source.resolve("passphrase"), "correct horse\n")
                .toString();
        String repository = source.resolve("repository").toString();
        published = source.resolve("repository/repository");
        done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository);
        done("repo", "delegate", "--paths", "plugins/*", repository, "plugins");
        done("repo", "delegate", "--paths", "binned/*", repository, "binned");
        done("repo", "bins", "--from", "binned", "--bits", "2", repository);
        add(repository, "plugins/a b.jar", "--role", "plugins");
        add(repository, "binned/b.jar", "--role", "binned");
        add(repository, "top.jar");
        done("repo", "publish", "--passphrase-file", passphrase, repository);
        for (int i = 0; i < 2; i++) {
            done("repo", "rotate", repository, "root");
            done("repo", "publish", "--passphrase-file", passphrase, repository);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        root = published.resolve("metadata/1.root.json").toString();
        adopted = folder.resolve("adopted").toString();
        server = new TreeServer(published);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void add(String repository, String path, String... more) throws IOException {
        String file = Files.writeString(source.resolve("content"), "content of " + path)
                .toString();
        done(Stream.of(Stream.of("repo", "add", "--as", path), Stream.of(more), Stream.of(repository, file))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static String done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private String failed(ExitCode code, String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
        assertThat(Path.of(adopted, "settings.json")).doesNotExist();
        assertThat(Path.of(adopted, "repository")).doesNotExist();
        return run.err();
    }

    /** All that clients may ask for is here, byte for byte; what only earlier versions named is not. */
    private void assertAdopted() throws IOException {
        Path here = Path.of(adopted, "repository");
        try (Stream<Path> files = Files.walk(published)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = published.relativize(file).toString();
                if (!name.matches("metadata/1\\.(?!root\\.).*") || Files.exists(here.resolve(name))) {
                    assertThat(here.resolve(name)).hasSameBinaryContentAs(file);
                }
            }
        }
        assertThat(Path.of(adopted, "incoming")).doesNotExist();
    }

    @Test
    void bringsEveryFileAsItIsWithMetadataBelowTheUrl() throws IOException {
        assertThat(done("repo", "import", "--root", root, server.url(), adopted))
                .matches("""
                imported http://127.0.0.1:\\d+/ into .*/adopted
                verified from version 1 of root, which 1 of these keys sign:
                  [0-9a-f]{64}
                3 target files
                """);
        assertAdopted();
        assertThat(done("repo", "recover", adopted)).isEqualTo(adopted + " can go on\n");
    }

    @Test
    void goesOnWithTheKeysOfTheOwner() throws IOException {
        done("repo", "import", "--root", root, server.url() + "metadata", adopted);
        try (Stream<Path> keys = Files.list(source.resolve("repository/keys"))) {
            for (Path key :
                    keys.filter(file -> file.toString().endsWith(".pem")).toList()) {
                Files.copy(key, Path.of(adopted, "keys").resolve(key.getFileName()));
            }
        }
        done("repo", "recover", adopted);
        done("repo", "remove", adopted, "top.jar");
        done("repo", "publish", "--passphrase-file", passphrase, adopted);
        assertThat(done("repo", "status", adopted)).containsPattern("targets +version 3");
    }

    @Test
    void findsMetadataRightAtTheUrlAsSigstoreHasIt() throws IOException {
        Path flat = Files.createDirectory(folder.resolve("flat"));
        try (Stream<Path> files = Files.list(published.resolve("metadata"))) {
            for (Path file : files.toList()) {
                Files.copy(file, flat.resolve(file.getFileName()));
            }
        }
        Files.createSymbolicLink(flat.resolve("targets"), published.resolve("targets"));
        try (TreeServer sigstore = new TreeServer(flat)) {
            done("repo", "import", "--root", root, sigstore.url(), adopted);
        }
        assertAdopted();
    }

    @Test
    void findsTargetsAtAnotherUrl() throws IOException {
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.createSymbolicLink(moved.resolve("metadata"), published.resolve("metadata"));
        try (TreeServer metadata = new TreeServer(moved)) {
            done("repo", "import", "--root", root, "--targets-url", server.url() + "targets", metadata.url(), adopted);
        }
        assertAdopted();
    }

    @Test
    void keepsTheRootsBeforeThePinnedOneForClientsThatHoldThem() throws IOException {
        String second = published.resolve("metadata/2.root.json").toString();
        CommandLineRun run = CommandLineRun.of("repo", "import", "--root", second, server.url(), adopted);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEqualTo("note: roots before version 2: kept, and nothing vouches for them\n");
        assertAdopted();
    }

    @Test
    void leavesTargetsWhereTheyAreIfAsked() {
        assertThat(done("repo", "import", "--metadata-only", "--root", root, server.url(), adopted))
                .startsWith("3 targets of 67 B stay where they are\n")
                .endsWith("\n0 target files\n");
        assertThat(server.requests()).noneMatch(path -> path.startsWith("/targets/"));
    }

    @Test
    void takesWhatHasExpiredAndSaysSo() throws IOException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(20));
        CommandLineRun run = CommandLineRun.at(later, "repo", "import", "--root", root, server.url(), adopted);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("\nexpired: timestamp at ");
        assertAdopted();
    }

    @Test
    void looksWithoutKeepingAnything() throws IOException {
        assertThat(done("repo", "import", "--dry-run", "--root", root, server.url(), adopted))
                .contains("3 targets of 67 B", "verified from version 1 of root", "nothing was imported");
        assertThat(Path.of(adopted)).doesNotExist();
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        server.answer(".*top.jar", TreeServer.status(500));
        assertThat(failed(ExitCode.UNREACHABLE, "repo", "import", "--root", root, server.url(), adopted))
                .containsPattern("expected HTTP status 200, got 500");
        assertThat(Path.of(adopted, "incoming/targets/plugins")).isNotEmptyDirectory();
        server.behave();
        server.requests().clear();

        done("repo", "import", "--root", root, server.url(), adopted);

        assertThat(server.requests().stream().filter(path -> path.startsWith("/targets/")))
                .hasSize(1)
                .allMatch(path -> path.endsWith("top.jar"));
        assertAdopted();
    }

    @Nested
    @DisplayName("refuses")
    class Refuses {
        private String refused(ExitCode code) {
            return failed(code, "repo", "import", "--root", root, server.url(), adopted);
        }

        @Test
        void toBelieveAUrlWithoutARoot() {
            assertThat(failed(ExitCode.USAGE, "repo", "import", server.url(), adopted))
                    .startsWith("error: --root: expected a root that came by a way that you trust, got none:");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void anotherRepositoryThanThatOfTheRoot() {
            String other = folder.resolve("other").toString();
            done("repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, other);
            root = folder.resolve("other/repository/metadata/1.root.json").toString();
            assertThat(refused(ExitCode.REFUSED)).contains("root.json: expected signatures by 1 distinct keys");
        }

        @Test
        void aPlaceWithoutMetadata() {
            server.answer(".*timestamp.json", TreeServer.status(404));
            assertThat(refused(ExitCode.UNREACHABLE)).contains("expected a folder with timestamp.json, got none");
        }

        @Test
        void aRoleThatIsMissing() {
            server.answer(".*plugins.json", TreeServer.status(404));
            assertThat(refused(ExitCode.UNREACHABLE)).contains("role plugins: ");
        }

        @Test
        void aTargetThatIsMissing() {
            server.answer(".*top.jar", TreeServer.status(404));
            assertThat(refused(ExitCode.UNREACHABLE)).contains("top.jar");
        }

        @Test
        void endlessMetadata() {
            server.answer(".*timestamp.json", ImportFromUrlTest::endless);
            assertThat(refused(ExitCode.REFUSED))
                    .contains("timestamp.json: length: expected at most 65536 bytes, got more");
        }

        @Test
        void anEndlessTarget() {
            server.answer(".*top.jar", ImportFromUrlTest::endless);
            assertThat(refused(ExitCode.REFUSED)).contains("top.jar: length: expected ");
        }

        @Test
        void anEndlessRootThatNothingVouchesFor() {
            root = published.resolve("metadata/2.root.json").toString();
            server.answer(".*/1.root.json", ImportFromUrlTest::endless);
            assertThat(refused(ExitCode.UNREACHABLE))
                    .contains("1.root.json: expected at most 1048576 bytes within 30 s");
        }

        @Test
        void aTargetThatEndsTooSoon() {
            server.answer(".*top.jar", exchange -> {
                exchange.sendResponseHeaders(200, 18);
                exchange.getResponseBody().write("conte".getBytes(US_ASCII));
                exchange.getResponseBody().flush();
                exchange.close();
            });
            assertThat(refused(ExitCode.UNREACHABLE)).contains("top.jar: expected ");
        }

        @Test
        void redirectsWithoutEnd() {
            server.answer(".*timestamp.json", exchange -> {
                exchange.getResponseHeaders().add("Location", "/metadata/timestamp.json");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            assertThat(refused(ExitCode.UNREACHABLE)).contains("expected at most 5 redirects, got more");
        }

        @Test
        void targetsUrlsOfFolders() {
            assertThat(failed(
                            ExitCode.USAGE,
                            "repo",
                            "import",
                            "--targets-url",
                            server.url(),
                            published.toString(),
                            adopted))
                    .startsWith("error: --targets-url: expected it with a URL, got it with a folder\n");
        }

        @Test
        void aFolderThatHasARepository() {
            done("repo", "import", "--root", root, server.url(), adopted);
            CommandLineRun again = CommandLineRun.of("repo", "import", "--root", root, server.url(), adopted);
            assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(again.err()).contains("expected no repository, got one");
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            byte[] bytes = new byte[1 << 16];
            while (true) {
                body.write(bytes);
            }
        } catch (IOException e) {
            exchange.close(); // the client has had enough
        }
    }
}
