package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.serve.FileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every end of a command has its exit code, an error line and, where there is one, a hint")
class EndsTest {
    @TempDir
    Path folder;

    private String passphrase = "";
    private String repository = "";
    private String client = "";

    @BeforeEach
    void names() throws IOException {
        passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n")
                .toString();
        repository = folder.resolve("repository").toString();
        client = folder.resolve("client").toString();
    }

    private void aRepositoryWith(String path, String content) throws IOException {
        assertDone(CommandLineRun.of(
                "repo", "init", "--key-iterations", "1000", "--passphrase-file", passphrase, repository));
        publish(path, content);
    }

    private void publish(String path, String content) throws IOException {
        String file = Files.writeString(folder.resolve("content"), content).toString();
        assertDone(CommandLineRun.of("repo", "add", "--replace", "--as", path, repository, file));
        assertDone(CommandLineRun.of("repo", "publish", "--passphrase-file", passphrase, repository));
    }

    private FileServer served() throws IOException {
        return FileServer.start(folder.resolve("repository/repository"), "127.0.0.1", 0, (path, status) -> {});
    }

    private void aClientOf(FileServer server) {
        String root =
                folder.resolve("repository/repository/metadata/1.root.json").toString();
        assertDone(CommandLineRun.of("client", "init", "--root", root, "--url", server.url() + "metadata/", client));
    }

    private static void assertDone(CommandLineRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Nested
    @DisplayName("5, due")
    class Due {
        @Test
        void aRoleThatExpiresWithinTheTime() throws IOException {
            aRepositoryWith("file", "content");

            CommandLineRun run = CommandLineRun.of("repo", "status", "--fail-within", "10d", repository);

            assertThat(run.exitCode()).isEqualTo(ExitCode.DUE);
            assertThat(run.out()).contains("timestamp");
            assertThat(run.err()).matches("""
                            error: expected every role to be good after [^ ]*, got timestamp at [^ ]*
                            hint: sign again where the private keys are: tufa repo publish --renew
                            """);
        }

        @Test
        void isNoneThatExpiresLater() throws IOException {
            aRepositoryWith("file", "content");

            for (String time : new String[] {"6d", "20h", "59m", "1s"}) {
                assertDone(CommandLineRun.of("repo", "status", "--fail-within", time, repository));
            }
        }

        @Test
        void whatIsNoTimeIsWrong() {
            for (String time : new String[] {"", "d", "10", "10w", "-1d", "1.5d", "10dd", "99999999999d"}) {
                CommandLineRun run = CommandLineRun.of("repo", "status", "--fail-within=" + time, repository);
                assertThat(run.exitCode()).as(time).isEqualTo(ExitCode.USAGE);
                assertThat(run.err())
                        .startsWith(
                                "error: --fail-within: expected a time such as 30d, 12h, 90m or 45s, got \"" + time);
            }
        }
    }

    @Nested
    @DisplayName("2, usage")
    class Usage {
        @Test
        void unknownCommand() {
            CommandLineRun run = CommandLineRun.of("frobnicate");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).isEqualTo("""
                    error: expected a command, got "frobnicate"
                    hint: see tufa --help
                    """);
        }

        @Test
        void unknownOption() {
            CommandLineRun run = CommandLineRun.of("client", "refresh", "--frob", "x");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).isEqualTo("""
                    error: Unrecognized option: --frob
                    hint: see tufa client refresh --help
                    """);
        }

        @Test
        void missingOperand() {
            CommandLineRun run = CommandLineRun.of("client", "refresh");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: DIR: expected a value, got none\n");
        }

        @Test
        void tooManyOperands() {
            CommandLineRun run = CommandLineRun.of("client", "refresh", "a", "b");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: expected 1 operands, got also \"b\"\n");
        }

        @Test
        void urlThatIsNone() {
            CommandLineRun run = CommandLineRun.of("client", "init", "--root", "r", "--url", "ftp://x/", client);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: --url: expected an http, https or file URL, got \"ftp://x/\"\n");
        }

        @Test
        void noPassphraseAndNobodyToAsk() {
            CommandLineRun run = CommandLineRun.of("repo", "init", repository);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith(
                            "error: passphrase: expected --passphrase-file, TUFA_PASSPHRASE or a terminal to ask at, got none\n");
            assertThat(folder.resolve("repository")).doesNotExist();
        }

        @Test
        void customDataThatIsNoJson() throws IOException {
            aRepositoryWith("a", "a");
            CommandLineRun run = CommandLineRun.of("repo", "add", "--custom", "{a}", repository, passphrase);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("error: --custom: expected strict JSON, got ");
        }
    }

    @Nested
    @DisplayName("1, refused")
    class Refused {
        @Test
        void metadataThatHasExpired() throws IOException {
            aRepositoryWith("a", "a");
            try (FileServer server = served()) {
                aClientOf(server);
                CommandLineRun run = CommandLineRun.at(
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(8)), "client", "refresh", client);
                assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(run.err()).startsWith("error: timestamp.json: expected expiry after ");
                assertThat(run.err()).contains("\nhint: the repository has not been renewed");
            }
        }

        @Test
        void artifactThatIsNotTheOneThatWasSigned() throws IOException {
            aRepositoryWith("a", "good");
            try (FileServer server = served()) {
                aClientOf(server);
                Path targets = folder.resolve("repository/repository/targets");
                try (var files = Files.list(targets)) {
                    Path published = files.findFirst().orElseThrow();
                    Files.setPosixFilePermissions(published, PosixFilePermissions.fromString("rw-------"));
                    Files.writeString(published, "evil");
                }
                CommandLineRun run = CommandLineRun.of("client", "download", client, "a");
                assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(run.err()).startsWith("error: a: sha256: expected ");
                assertThat(folder.resolve("client/targets/a")).doesNotExist();
            }
        }

        @Test
        void replacingATargetUnasked() throws IOException {
            aRepositoryWith("a", "one");
            String other = Files.writeString(folder.resolve("other"), "two").toString();
            CommandLineRun run = CommandLineRun.of("repo", "add", "--as", "a", repository, other);
            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).startsWith("error: ");
        }
    }

    @Nested
    @DisplayName("3, unreachable")
    class Unreachable {
        @Test
        void serverThatIsNotThere() throws IOException {
            aRepositoryWith("a", "a");
            FileServer server = served();
            aClientOf(server);
            server.close();
            CommandLineRun run = CommandLineRun.of("client", "refresh", client);
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("/metadata/2.root.json: expected an answer, got ");
            assertThat(run.err()).endsWith("hint: nothing was lost; try again later\n");
        }

        @Test
        void folderThatIsNoClient() {
            CommandLineRun run = CommandLineRun.of("client", "refresh", client);
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).isEqualTo("""
                    error: %s: expected the folder of a client, got none with client.json
                    hint: make one with tufa client init
                    """.formatted(client));
        }

        @Test
        void rootFileThatIsNotThere() {
            CommandLineRun run =
                    CommandLineRun.of("client", "init", "--root", "/nowhere", "--url", "https://x.example/", client);
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).isEqualTo("error: /nowhere: expected a file or folder, got nothing\n");
            assertThat(folder.resolve("client")).doesNotExist();
        }

        @Test
        void wrongPassphrase() throws IOException {
            aRepositoryWith("a", "a");
            String wrong =
                    Files.writeString(folder.resolve("wrong"), "battery\n").toString();
            String file = Files.writeString(folder.resolve("b"), "b").toString();
            assertDone(CommandLineRun.of("repo", "add", repository, file));
            CommandLineRun run = CommandLineRun.of("repo", "publish", "--passphrase-file", wrong, repository);
            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("expected the passphrase that it was encrypted with, got another one");
        }
    }

    @Nested
    @DisplayName("4, not found")
    class NotFound {
        @Test
        void targetThatTheRepositoryDoesNotDescribe() throws IOException {
            aRepositoryWith("a", "a");
            try (FileServer server = served()) {
                aClientOf(server);
                CommandLineRun run = CommandLineRun.of("client", "download", client, "b");
                assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
                assertThat(run.err()).isEqualTo("""
                        error: b: expected a target of the repository, got none of that path
                        hint: see tufa client list for what there is
                        """);
            }
        }
    }

    @Nested
    @DisplayName("0, done")
    class Done {
        @Test
        void aClientFollowsARepositoryThroughVersionsAndRotations() throws IOException {
            aRepositoryWith("docs/a b.txt", "one");
            try (FileServer server = served()) {
                aClientOf(server);
                assertDone(CommandLineRun.of("client", "download", client, "docs/a b.txt"));
                assertThat(folder.resolve("client/targets/docs/a b.txt")).hasContent("one");
                for (String role : new String[] {"root", "targets", "snapshot", "timestamp"}) {
                    assertDone(CommandLineRun.of("repo", "rotate", repository, role));
                }
                publish("docs/a b.txt", "two");
                assertDone(CommandLineRun.of("client", "download", client, "docs/a b.txt"));
                assertThat(folder.resolve("client/targets/docs/a b.txt")).hasContent("two");
                assertThat(CommandLineRun.of("client", "list", client, "docs/*").out())
                        .matches(" +3  [0-9a-f]{64}  docs/a b.txt\n");
                assertThat(CommandLineRun.of("client", "status", client).out())
                        .matches("(?s)root +version 2 .*timestamp .*snapshot .*targets .*");
            }
        }

        @Test
        void removedTargetIsGone() throws IOException {
            aRepositoryWith("a", "a");
            assertDone(CommandLineRun.of("repo", "remove", repository, "a"));
            assertThat(CommandLineRun.of("repo", "publish", "--dry-run", "--passphrase-file", passphrase, repository)
                            .out())
                    .contains("timestamp.json");
            assertDone(CommandLineRun.of("repo", "publish", "--passphrase-file", passphrase, repository));
            try (FileServer server = served()) {
                aClientOf(server);
                assertThat(CommandLineRun.of("client", "list", client).out()).isEmpty();
            }
        }

        @Test
        void resultForScriptsIsOneJsonValueOnALine() throws IOException {
            aRepositoryWith("a", "a");
            try (FileServer server = served()) {
                aClientOf(server);
                assertThat(CommandLineRun.of("client", "refresh", "--json", client)
                                .out())
                        .matches(
                                "\\{\"root\":1,\"snapshot\":2,\"targets\":2,\"timestamp\":2,\"timestamp_expires\":\"[^\"]+\",\"unchecked\":\\[\\]}\n");
                assertThat(CommandLineRun.of("client", "list", "--json", client).out())
                        .startsWith("{\"problems\":[],\"targets\":[{\"hashes\":{\"sha256\":\"");
                assertThat(CommandLineRun.of("repo", "status", "--json", repository)
                                .out())
                        .contains("\"role\":\"snapshot\"");
            }
        }
    }
}
