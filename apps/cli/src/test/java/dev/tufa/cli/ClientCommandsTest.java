package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import dev.tufa.testkit.ManualClock;
import dev.tufa.testkit.RepositorySimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can do is reachable from the command line. */
class ClientCommandsTest {
    /** Nobody listens there. */
    private static final String GONE = "http://127.0.0.1:9/metadata/";

    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private final ManualClock clock = new ManualClock();
    private TreeServer server;

    @BeforeEach
    void serve() throws IOException {
        repository.targets().add("a", "content of a");
        repository.targets().add("b", "content of b");
        repository.publish();
        repository.writeTo(folder.resolve("served"));
        server = new TreeServer(folder.resolve("served"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String at(String path) {
        return folder.resolve(path).toString();
    }

    private String root() {
        return at("served/metadata/1.root.json");
    }

    private CommandLineRun run(String... words) {
        return CommandLineRun.at(clock, words);
    }

    private void done(String... words) {
        CommandLineRun run = run(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    private void init(String url, String... options) {
        List<String> words = new ArrayList<>(List.of("client", "init", at("client"), "--root", root(), "--url", url));
        words.addAll(List.of(options));
        done(words.toArray(String[]::new));
    }

    private String metadataUrl() {
        return server.url() + "metadata/";
    }

    @Nested
    @DisplayName("mirrors")
    class Mirrors {
        @Test
        void areAskedInTheirOrder() throws IOException {
            init(GONE, "--mirror", "http://127.0.0.1:9/other/", "--mirror", metadataUrl());

            CommandLineRun run = run("client", "download", at("client"), "a", "b");

            assertThat(run.err()).isEmpty();
            assertThat(folder.resolve("client/targets/a")).hasContent("content of a");
        }

        @Test
        void areRemembered() throws IOException {
            init(GONE, "--mirror", metadataUrl(), "--mirror-list", "--root-interval", "1d", "--clock-tolerance", "5m");

            assertThat(folder.resolve("client/client.json")).hasContent("""
                            {"clock_tolerance":"PT5M","metadata_url":"http://127.0.0.1:9/metadata/","mirror_list":true,\
                            "mirrors":[{"metadata_url":"%s"}],"root_interval":"PT24H"}""".formatted(metadataUrl()));
        }
    }

    @Nested
    @DisplayName("events")
    class Events {
        @Test
        void areALineOfJsonEach() throws IOException {
            init(metadataUrl());
            done("client", "refresh", "--events", at("events"), at("client"));

            assertThat(Files.readAllLines(folder.resolve("events")))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"))
                    .anySatisfy(line -> assertThat(line)
                            .matches(
                                    "\\{\"bytes\":[0-9]+,\"decision\":\"accepted\",\"file\":\"timestamp.json\",\"source\":\""
                                            + metadataUrl()
                                            + "timestamp.json\",\"time\":\"2030-01-01T00:00:00Z\",\"version\":2}"))
                    .anySatisfy(line -> assertThat(line)
                            .contains("\"kind\":\"NotAvailableException\"", "\"decision\":\"not_available\""));
        }

        @Test
        void goToStandardErrorToo() {
            init(metadataUrl());

            CommandLineRun run = run("client", "refresh", "--events", "-", at("client"));

            assertThat(run.err()).contains("\"file\":\"snapshot.json\"");
        }
    }

    @Nested
    @DisplayName("without a network")
    class WithoutNetwork {
        @Test
        void whatIsHereIsUsed() throws IOException {
            init(metadataUrl());
            done("client", "download", at("client"), "a");
            server.close();

            CommandLineRun run = run("client", "download", "--offline", at("client"), "a");

            assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(run.err()).isEqualTo("""
                            not checked: whether there are newer versions was not asked since 2030-01-01T00:00:00Z
                            not checked: whether keys were replaced was not asked since 2030-01-01T00:00:00Z
                            """);
            assertThat(run("client", "download", "--offline", at("client"), "b").exitCode())
                    .isEqualTo(ExitCode.UNREACHABLE);
        }

        @Test
        void theRepositoryIsAskedIfItCanBe() throws IOException {
            init(metadataUrl());
            done("client", "refresh", "--if-reachable", at("client"));
            server.close();

            CommandLineRun run = run("client", "refresh", "--if-reachable", at("client"));

            assertThat(run.out()).startsWith("valid: root 1, timestamp 2, snapshot 2, targets 2");
            assertThat(run.err()).contains("not checked: the repository could not be reached: ");
        }

        @Test
        void theRepositoryIsAskedNowAndThen() {
            init(metadataUrl());
            done("client", "refresh", at("client"));
            int asked = server.requests().size();

            done("client", "refresh", "--at-most-every", "12h", at("client"));

            assertThat(server.requests()).hasSize(asked);
        }

        @Test
        void oneRuleIsEnough() {
            init(metadataUrl());

            CommandLineRun run = run("client", "refresh", "--offline", "--if-reachable", at("client"));

            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith("error: expected one of --offline, --if-reachable and --at-most-every, got 2 of them");
        }

        @Test
        void filesAreCarried() throws IOException {
            init(metadataUrl());
            done("client", "export", at("client"), at("bundle.zip"), "a", "b");
            done("client", "init", at("other"), "--root", root(), "--url", GONE);

            CommandLineRun run = run("client", "import", at("other"), at("bundle.zip"));

            assertThat(run.out()).contains("trusted: root 1, timestamp 2; good until ");
            assertThat(run.err()).contains("not checked: whether there are newer versions was not asked");
            assertThat(folder.resolve("other/targets/b")).hasContent("content of b");
        }

        @Test
        void aFileThatIsNoBundleIsNotTakenIn() throws IOException {
            init(metadataUrl());

            CommandLineRun run = run("client", "import", at("client"), root());

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("expected a bundle, got a file that is none");
        }
    }

    @Nested
    @DisplayName("a clock that went back")
    class Clock {
        @Test
        void isRefusedUntilSomebodyHasLookedAtIt() {
            init(metadataUrl());
            done("client", "refresh", at("client"));
            clock.advance(Duration.ofDays(-1));

            CommandLineRun refused = run("client", "refresh", at("client"));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.err()).isEqualTo("""
                            error: clock: expected a time after 2029-12-31T23:00:00Z, got 2029-12-31T00:00:00Z
                            hint: set the clock; if it is right and was wrong before, tufa client clock --forget DIR
                            """);

            assertThat(run("client", "clock", at("client")).out()).isEqualToNormalizingNewlines("""
                            latest time seen: 2030-01-01T00:00:00Z
                            this clock: 2029-12-31T00:00:00Z
                            """);
            done("client", "clock", "--forget", at("client"));
            done("client", "refresh", at("client"));
        }
    }

    @Nested
    @DisplayName("a group of repositories")
    class Group {
        private void map(String second, int threshold) throws IOException {
            Files.writeString(folder.resolve("map.json"), """
                    {"repositories": {"A": ["%s"], "B": ["%s"]},
                     "mapping": [{"paths": ["*"], "repositories": ["A", "B"], "threshold": %d, "terminating": true}]}""".formatted(server.url(), second, threshold));
        }

        private CommandLineRun make(String... more) {
            List<String> words = new ArrayList<>(List.of("client", "init", at("group"), "--map", at("map.json")));
            words.addAll(List.of("--root", "A=" + root(), "--root", "B=" + root()));
            words.addAll(List.of(more));
            return run(words.toArray(String[]::new));
        }

        @Test
        void agreesOnWhatItDownloads() throws IOException {
            map(server.url(), 2);
            assertThat(make().exitCode()).isEqualTo(ExitCode.DONE);

            CommandLineRun run = run("client", "download", "--json", at("group"), "a");

            assertThat(run.out()).contains("\"repositories\":[\"A\",\"B\"]");
            assertThat(folder.resolve("group/targets/a")).hasContent("content of a");
            assertThat(run("client", "refresh", at("group")).out()).isEqualTo("A: up to date\nB: up to date\n");
        }

        @Test
        void doesNotGuessWhenOneIsSilent() throws IOException {
            map("http://127.0.0.1:9/", 2);
            make();

            CommandLineRun run = run("client", "download", at("group"), "a");

            assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .startsWith(
                            "error: a: expected to know what the repositories say, got no word that can be trusted; B: ");
            assertThat(run("client", "refresh", at("group")).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        }

        @Test
        void doesNotHaveWhatNobodyLists() throws IOException {
            map(server.url(), 1);
            make();

            assertThat(run("client", "download", at("group"), "c").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        }

        @Test
        void hasFoldersThatAreClientsOfTheirOwn() throws IOException {
            map(server.url(), 1);
            make();

            assertThat(run("client", "list", at("group/A")).out()).contains("  a\n");
        }

        @Test
        void takesHowARepositoryIsAskedForEach() throws IOException {
            map(server.url(), 1);
            make("--mirror-list", "--root-interval", "12h", "--clock-tolerance", "2h");

            assertThat(List.of("A", "B"))
                    .allSatisfy(name -> assertThat(folder.resolve("group/" + name + "/client.json"))
                            .content()
                            .contains(
                                    "\"mirror_list\"", "\"root_interval\":\"PT12H\"", "\"clock_tolerance\":\"PT2H\""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"url", "targets-url", "mirror"})
        void takesWhereTheyAreFromTheMapAlone(String option) throws IOException {
            map(server.url(), 1);

            CommandLineRun run = make("--" + option, "https://example.org/");

            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith("error: --" + option
                            + ": expected none with --map, whose file says where the repositories are");
            assertThat(folder.resolve("group")).doesNotExist();
        }

        @Test
        void needsARootForEach() throws IOException {
            map(server.url(), 1);

            assertThat(run("client", "init", at("group"), "--map", at("map.json"), "--root", "A=" + root())
                            .err())
                    .startsWith("error: --root: expected one for each of [A, B], got those of [A]");
            assertThat(run("client", "init", at("group"), "--map", at("map.json"), "--root", "C=" + root())
                            .err())
                    .startsWith("error: --root: expected NAME=FILE with one of the names [A, B], got \"C=");
            assertThat(folder.resolve("group")).doesNotExist();
        }

        @Test
        void ofAMapThatLeadsElsewhereIsNotMade() throws IOException {
            Files.writeString(
                    folder.resolve("map.json"), "{\"repositories\": {\"../x\": [\"https://a/\"]}, \"mapping\": []}");

            CommandLineRun run = make();

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).startsWith("error: map.json: ");
        }
    }

    @Test
    void jobsAreBounded() {
        init(metadataUrl());
        done("client", "download", "--jobs", "1", at("client"), "a", "b");

        assertThat(run("client", "download", "--jobs", "0", at("client"), "a").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void settingsThatAreDamagedAreToldOf() throws IOException {
        init(metadataUrl());
        Files.writeString(folder.resolve("client/client.json"), "{\"mirrors\":[1],\"metadata_url\":\"https://a/\"}");

        CommandLineRun run = run("client", "refresh", at("client"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err())
                .startsWith("error: " + at("client/client.json")
                        + ": expected the settings of a client, got mirrors: something that is no object");
    }
}
