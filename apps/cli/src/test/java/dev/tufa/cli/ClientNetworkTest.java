package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.RepositorySimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are not open to everybody, and none at all, from the command line. */
class ClientNetworkTest {
    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final ManualClock clock = new ManualClock();
    private TreeServer server;

    @BeforeEach
    void serve() throws IOException {
        repository.targets().add("a", "content of a");
        repository.publish();
        repository.writeTo(folder.resolve("served"));
        server = new TreeServer(folder.resolve("served"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String at(String path) {
        return folder.resolve(path).toString();
    }

    private CommandLineRun run(String... words) {
        return CommandLineRun.at(clock, words);
    }

    private CommandLineRun init(String url, String... options) {
        List<String> words = new ArrayList<>(
                List.of("client", "init", at("client"), "--root", at("served/metadata/1.root.json"), "--url", url));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private CommandLineRun download() {
        return run("client", "download", at("client"), "a");
    }

    private static void assertDone(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    private void assertDownloaded() {
        assertDone(download());
        assertThat(folder.resolve("client/targets/a")).hasContent("content of a");
    }

    private String metadataUrl() {
        return server.url() + "metadata/";
    }

    private String folderUrl() {
        return folder.resolve("served").toUri() + "metadata/";
    }

    private Path netrc(String mode, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("netrc"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path netrc() throws IOException {
        return netrc("rw-------", "machine " + server.url() + " login build password secret\n");
    }

    @Nested
    @DisplayName("a file of passwords")
    class Passwords {
        @Test
        void isNeededWhereTheServerWantsOne() {
            server.only("build", "secret");
            assertDone(init(metadataUrl()));

            CommandLineRun run = download();

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .contains("got 401")
                    .contains("no credentials for "
                            + server.url()
                                    .substring("http://".length(), server.url().length() - 1));
        }

        @Test
        void opensTheServer() throws IOException {
            server.only("build", "secret");
            assertDone(init(metadataUrl(), "--netrc", netrc().toString()));

            assertDownloaded();
        }

        @Test
        void sendsNoneToWhereARedirectLeads() throws IOException {
            try (TreeServer other = new TreeServer(folder.resolve("served"))) {
                server.only("build", "secret");
                server.answer("/targets/.*", TreeServer.redirect(other.url()));
                assertDone(init(metadataUrl(), "--netrc", netrc().toString()));

                assertDownloaded();

                assertThat(server.logins()).isNotEmpty();
                assertThat(other.requests()).isNotEmpty();
                assertThat(other.logins()).isEmpty();
            }
        }

        @Test
        void isRememberedByItsAbsolutePath() throws IOException {
            Path here = Path.of("").toAbsolutePath();
            Path relative = here.relativize(netrc());
            assertDone(init(metadataUrl(), "--netrc", relative.toString(), "--http2"));

            assertThat(folder.resolve("client/client.json"))
                    .hasContent("""
                            {"http2":true,"metadata_url":"%s","netrc":"%s"}""".formatted(metadataUrl(), here.resolve(relative)));
        }

        @Test
        void isForItsOwnerAlone() throws IOException {
            Path file = netrc("rw-r--r--", "machine example.org login a password secret");

            CommandLineRun run = init(metadataUrl(), "--netrc", file.toString());

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).isEqualTo("""
                            error: %s: expected a file for its owner alone (mode 600), got mode 644; chmod 600 changes that
                            hint: nobody was asked; correct the file first
                            """.formatted(file));
            assertThat(folder.resolve("client")).doesNotExist();
        }

        @Test
        void isLookedAtEachTime() throws IOException {
            Path file = netrc();
            assertDone(init(metadataUrl(), "--netrc", file.toString()));
            netrc("rw-------", "machine example.org login a passwort secret");

            CommandLineRun run = download();

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .startsWith("error: " + file
                            + ": line 1: expected machine, login, password or account, got another word\n")
                    .doesNotContain("secret");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void isNotMissedWhereNobodyIsAsked() throws IOException {
            Path file = netrc();
            assertDone(init(metadataUrl(), "--netrc", file.toString()));
            assertDownloaded();
            Files.delete(file);

            assertDone(run("client", "download", "--offline", at("client"), "a"));
            assertThat(download().err()).startsWith("error: " + file + ": expected a file or folder, got nothing");
        }

        @Test
        void isForEachRepositoryOfAGroup() throws IOException {
            server.only("build", "secret");
            Files.writeString(folder.resolve("map.json"), """
                    {"repositories": {"A": ["%s"]},
                     "mapping": [{"paths": ["*"], "repositories": ["A"], "threshold": 1, "terminating": true}]}""".formatted(server.url()));
            assertDone(run(
                    "client",
                    "init",
                    at("client"),
                    "--map",
                    at("map.json"),
                    "--root",
                    "A=" + at("served/metadata/1.root.json"),
                    "--netrc",
                    netrc().toString()));

            assertDownloaded();
        }
    }

    @Nested
    @DisplayName("a URL")
    class Url {
        @ParameterizedTest
        @ValueSource(strings = {"http://build:secret@example.org/", "https://build:secret@[/", "build:secret"})
        void withAPasswordIsNotKept(String url) {
            CommandLineRun run = init(url);

            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: --url: expected ");
            assertThat(folder.resolve("client")).doesNotExist();
        }

        @Test
        void withAPasswordIsNotShown() {
            assertThat(init("http://build:secret@example.org/").err())
                    .startsWith("error: --url: expected a URL without name and password, which go into a file for"
                            + " --netrc, got one with them\n");
            assertThat(init("https://build:secret@[/").err())
                    .startsWith("error: --url: expected an http, https or file URL, got \"https://***@[/\"\n");
        }

        @ParameterizedTest
        @CsvSource({
            "ftp://example.org/metadata/",
            "/srv/metadata/",
            "file:metadata/",
            "file://example.org/metadata/",
            "file:///metadata/?a",
            "https:///metadata/"
        })
        void ofAnotherKindIsRefused(String url) {
            for (String option : List.of("--url", "--mirror", "--targets-url")) {
                CommandLineRun run = option.equals("--url") ? init(url) : init(metadataUrl(), option, url);

                assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
                assertThat(run.err())
                        .startsWith(
                                "error: " + option + ": expected an http, https or file URL, got \"" + url + "\"\n");
            }
        }
    }

    @Nested
    @DisplayName("a repository in a folder")
    class InAFolder {
        @Test
        void isReadLikeAnyOther() {
            assertDone(init(folderUrl()));

            assertThat(run("client", "refresh", at("client")).out())
                    .startsWith("up to date: root 1, timestamp 2, snapshot 2, targets 2");
            assertDownloaded();
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void isTheMirrorOfOneOnAServer() {
            assertDone(init("http://127.0.0.1:9/metadata/", "--mirror", folderUrl()));

            assertDownloaded();
        }

        @Test
        void mayHaveItsArtifactsOnAServer() {
            assertDone(init(folderUrl(), "--targets-url", server.url() + "targets/"));

            assertDownloaded();

            assertThat(server.requests()).hasSize(1);
        }

        @Test
        void mayHaveItsMetadataOnAServer() {
            assertDone(init(
                    metadataUrl(),
                    "--targets-url",
                    folder.resolve("served/targets").toUri().toString()));

            assertDownloaded();

            assertThat(server.requests()).noneMatch(path -> path.startsWith("/targets/"));
        }

        @Test
        void isVerifiedLikeAnyOther() throws IOException {
            assertDone(init(folderUrl()));
            Path artifact = folder.resolve("served")
                    .resolve(repository.files().stream()
                            .filter(file -> file.endsWith(".a"))
                            .findFirst()
                            .orElseThrow());
            Files.writeString(artifact, "content of b");

            CommandLineRun run = download();

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(folder.resolve("client/targets/a")).doesNotExist();
        }

        @Test
        void isMissedByItsName() {
            assertDone(init(folder.resolve("gone/metadata").toUri().toString()));

            CommandLineRun run = download();

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("gone/metadata/timestamp.json");
        }

        @Test
        void mayBeOneOfAGroup() throws IOException {
            Files.writeString(folder.resolve("map.json"), """
                    {"repositories": {"A": ["%s"], "B": ["%s"]},
                     "mapping": [{"paths": ["*"], "repositories": ["A", "B"], "threshold": 2, "terminating": true}]}""".formatted(
                            server.url(), folder.resolve("served").toUri()));
            String root = at("served/metadata/1.root.json");
            assertDone(run(
                    "client",
                    "init",
                    at("client"),
                    "--map",
                    at("map.json"),
                    "--root",
                    "A=" + root,
                    "--root",
                    "B=" + root));

            assertDownloaded();
        }
    }

    @Nested
    @DisplayName("settings")
    class Settings {
        @Test
        void ofCertificatesAreTriedAtOnce() {
            CommandLineRun run = init(metadataUrl(), "--ca", at("served/metadata/1.root.json"));

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .startsWith("error: " + at("served/metadata/1.root.json")
                            + ": expected certificates in PEM, got none\n");
            assertThat(init(metadataUrl(), "--ca", at("none.pem")).err())
                    .startsWith("error: " + at("none.pem") + ": expected a file or folder, got nothing\n");
            assertThat(folder.resolve("client")).doesNotExist();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"ca\":1 | ca: something that is no absolute path",
                    "\"ca\":\"ca.pem\" | ca: something that is no absolute path",
                    "\"netrc\":[] | netrc: something that is no absolute path",
                    "\"http2\":\"yes\" | http2: something that is neither true nor false",
                })
        void thatAreDamagedAreNotPassedOver(String setting, String problem) throws IOException {
            assertDone(init(metadataUrl()));
            Files.writeString(
                    folder.resolve("client/client.json"),
                    "{\"metadata_url\":\"" + metadataUrl() + "\"," + setting + "}");

            CommandLineRun run = download();

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .startsWith("error: " + at("client/client.json") + ": expected the settings of a client, got "
                            + problem + "\n");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void askForHttp2AlsoWhereNobodyOffersIt() {
            assertDone(init(metadataUrl(), "--http2"));

            assertDownloaded();
        }
    }
}
