package dev.tufa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is staged for the suites of an archive")
class ArchiveStagingTest {
    @TempDir
    static Path first;

    private static ArchiveFolder made;

    @TempDir
    Path folder;

    private ArchiveFolder archive;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        made = ArchiveFolder.published(first);
        made.deb("new", "example-editor", "1.1", "amd64");
        made.deb("new", "example-icons", "1.0", "all");
        made.done("archive add A stable D/new/example-editor_1.1_amd64.deb");
        made.done("archive publish P A");
    }

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        archive = made.copiedTo(folder);
    }

    private String staged() {
        return archive.done("archive status A")
                .lines()
                .filter(line -> line.startsWith("  staged: "))
                .map(line -> line.substring("  staged: ".length()))
                .collect(Collectors.joining("\n"));
    }

    @Nested
    @DisplayName("tufa archive add")
    class Add {
        @Test
        void stagesFilesAndFolders() {
            assertThat(archive.run("archive add A stable D/new D/debs/example-tool_2.0_all.deb"))
                    .isEqualTo(new CommandLineRun(ExitCode.DONE, "staged example-icons 1.0 all\n", ""));
            assertThat(staged()).isEqualTo("add example-icons 1.0 all to stable/main");
            assertThat(archive.published("pool/main/e/example-icons")).doesNotExist();
            assertThat(archive.done("archive add A stable D/new"))
                    .isEqualTo("nothing to stage: all of it is there already\n");
        }

        @Test
        void takesSourcePackagesWhereThereAreSome() throws IOException, InterruptedException {
            Files.writeString(archive.path("tool_1.0.tar.gz"), "source");
            ArchiveFolder.call("bash", "-ec", """
                    cd %s
                    sha=$(sha256sum <tool_1.0.tar.gz | cut -d ' ' -f 1)
                    md5=$(md5sum <tool_1.0.tar.gz | cut -d ' ' -f 1)
                    printf 'Format: 3.0 (native)\\nSource: tool\\nBinary: tool\\nArchitecture: any\\nVersion: 1.0\\n' >tool_1.0.dsc
                    printf 'Maintainer: Example <apt@example.org>\\nFiles:\\n %%s 6 tool_1.0.tar.gz\\n' $md5 >>tool_1.0.dsc
                    printf 'Checksums-Sha256:\\n %%s 6 tool_1.0.tar.gz\\n' $sha >>tool_1.0.dsc
                    """.formatted(folder));

            assertThat(archive.fails(ExitCode.REFUSED, "archive add A stable D/tool_1.0.dsc"))
                    .isEqualTo(
                            "error: suite stable: expected no source packages, as archive.conf says, got tool 1.0 source\n");
            Path conf = archive.archive().resolve("archive.conf");
            Files.writeString(conf, Files.readString(conf).replace("Sources: no", "Sources: yes"));
            assertThat(archive.done("archive add A stable D/tool_1.0.dsc")).isEqualTo("staged tool 1.0 source\n");
        }

        @Test
        void putsThemIntoAComponent() {
            assertThat(archive.done("archive add --component extra A stable D/new/example-icons_1.0_all.deb"))
                    .isEqualTo("staged example-icons 1.0 all\n");
            archive.done("archive publish P A");
            assertThat(archive.done("archive list A stable")).endsWith("\nextra example-icons 1.0 all\n");
            assertThat(archive.published("pool/extra/e/example-icons/example-icons_1.0_all.deb"))
                    .exists();
        }

        @Test
        void publishesAtOnce() {
            assertThat(archive.done("archive add --publish P A beta D/new")).isEqualTo("""
                    staged example-editor 1.1 amd64
                    staged example-icons 1.0 all
                    published beta: 2 packages, 2 changes, 24 files in its release, with TUF
                    """);
            assertThat(staged()).isEmpty();
        }

        @Test
        void givesLinkedFilesASecondName() throws IOException {
            archive.done("archive add --link --publish --no-check P A beta D/new/example-icons_1.0_all.deb");

            assertThat(Files.isSameFile(
                            archive.path("new/example-icons_1.0_all.deb"),
                            archive.published("pool/main/e/example-icons/example-icons_1.0_all.deb")))
                    .isTrue();
        }

        @Test
        void saysOnlyHowManyThereAreOfVeryMany() throws IOException, InterruptedException {
            for (int i = 0; i < 52; i++) {
                archive.deb("many", "package" + i, "1", "all", "-Znone");
            }

            assertThat(archive.done("archive add A beta D/many").lines())
                    .hasSize(51)
                    .last()
                    .isEqualTo("staged 2 more");
        }

        @Test
        void takesNoneIfOneIsRefused() throws IOException, InterruptedException {
            Files.writeString(archive.path("new/broken.deb"), "no package");
            archive.deb("new", "example-tool", "2.0", "all", "-Zgzip");
            Map<String, String> before = archive.state();

            CommandLineRun run = archive.run("archive add A stable D/new");

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.out()).isEmpty();
            assertThat(archive.shortened(run.err())).matches("""
                    refused: D/new/broken.deb: first bytes: expected !<arch>, got "no packa"
                    refused: D/new/example-tool_2.0_all.deb: expected the example-tool 2.0 all that the archive has, with SHA-256 [0-9a-f]{64}, or another version, got one with SHA-256 [0-9a-f]{64}
                    error: expected what can be published, got 2 refusals
                    hint: nothing was changed
                    """);
            assertThat(archive.state()).isEqualTo(before);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                USAGE       | archive add A stable                             | FILE: expected a value, got none
                USAGE       | archive add A                                    | SUITE: expected a value, got none
                USAGE       | archive add A stable D/passphrase                | expected .deb and .dsc files and folders, got "D/passphrase"
                USAGE       | archive add A stable D/archive/public/dists      | expected .deb or .dsc files in the folders, got none
                UNREACHABLE | archive add A stable D/none.deb                  | D/none.deb: expected a file or folder, got nothing
                REFUSED     | archive add A gamma D/new                        | suite: expected one of [stable, beta], got "gamma"
                REFUSED     | archive add --component contrib A stable D/new   | suite stable: expected a component of [main, extra], got "contrib"
                """)
        void saysWhatIsMissingOrWrong(ExitCode code, String words, String problem) throws IOException {
            Map<String, String> before = archive.state();

            assertThat(archive.fails(code, words)).startsWith("error: " + problem + "\n");
            assertThat(archive.state()).isEqualTo(before);
        }

        @Test
        void showsAPersonHowFarItIs() throws IOException, InterruptedException {
            Path large = Files.createDirectories(archive.path("tree/usr/share")).resolve("large");
            Files.write(large, new byte[4 << 20]);
            Path deb = archive.deb("large", "example-large", "1", "all", "-Znone");
            for (int i = 0; i < 100; i++) {
                Files.createLink(archive.path("large/copy" + i + ".deb"), deb);
            }

            CommandLineRun run = archive.watched("archive add A beta D/large");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(run.out()).isEqualTo("staged example-large 1 all\n");
            assertThat(run.err()).matches("(?s)(\r\u001b\\[K[0-9]+ of 101  [a-z0-9._-]+)+\r\u001b\\[K");
            assertThat(archive.run("archive add A beta D/large").err()).isEmpty();
        }
    }

    @Nested
    @DisplayName("tufa archive remove")
    class Remove {
        @Test
        void stagesThatPackagesLeave() {
            assertThat(archive.done("archive remove A stable example-editor=1.0 example-tool"))
                    .isEqualTo("""
                            staged: example-editor 1.0 amd64 leaves stable
                            staged: example-editor 1.0 arm64 leaves stable
                            staged: example-tool 2.0 all leaves stable
                            """);
            archive.done("archive publish P A");
            assertThat(archive.done("archive list A stable")).isEqualTo("main example-editor 1.1 amd64\n");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                REFUSED | archive remove A stable nosuch example-tool=9       | suite stable: expected packages that it has, got nosuch, example-tool=9
                REFUSED | archive remove A gamma example-tool                 | suite: expected one of [stable, beta], got "gamma"
                REFUSED | archive remove --component extra A stable example-tool | suite stable: expected packages that it has, got example-tool
                USAGE   | archive remove A stable Example_Tool                | package: expected NAME[:ARCHITECTURE][=VERSION], got "Example_Tool"
                USAGE   | archive remove A stable                             | PACKAGE: expected a value, got none
                """)
        void stagesNothingIfOneIsNotThere(ExitCode code, String words, String problem) throws IOException {
            Map<String, String> before = archive.state();

            assertThat(archive.fails(code, words)).startsWith("error: " + problem + "\n");
            assertThat(archive.state()).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("tufa archive copy")
    class Copy {
        @Test
        void stagesPackagesForAnotherSuite() {
            assertThat(archive.done("archive copy A stable beta example-editor:amd64"))
                    .isEqualTo("""
                            staged: example-editor 1.0 amd64 comes into beta
                            staged: example-editor 1.1 amd64 comes into beta
                            """);
            assertThat(archive.done("archive copy A stable beta example-editor:amd64"))
                    .isEqualTo("nothing to stage: all of it is there already\n");
            assertThat(archive.done("archive copy A stable beta").lines()).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                REFUSED | archive copy A stable beta nosuch              | suite stable: expected packages that it has, got nosuch
                REFUSED | archive copy A stable gamma                    | suite: expected one of [stable, beta], got "gamma"
                REFUSED | archive copy --component contrib A stable beta | suite stable: expected a component of [main, extra], got "contrib"
                USAGE   | archive copy A stable                          | TO: expected a value, got none
                """)
        void stagesNothingThatIsNotThere(ExitCode code, String words, String problem) {
            assertThat(archive.fails(code, words)).startsWith("error: " + problem + "\n");
            assertThat(staged()).isEmpty();
        }
    }

    @Nested
    @DisplayName("tufa archive snapshot, tufa archive rollback")
    class Rollback {
        @Test
        void goBackToWhatASuiteWas() {
            assertThat(archive.done("archive snapshot A stable now")).isEqualTo("remembered stable as now\n");
            assertThat(archive.done("archive snapshot A")).isEqualTo("now\n");
            assertThat(archive.done("archive rollback A stable"))
                    .isEqualTo("staged: remove example-editor 1.1 amd64 from stable/main\n");
            archive.done("archive publish P A");
            assertThat(archive.done("archive rollback --to now A stable"))
                    .isEqualTo("staged: add example-editor 1.1 amd64 to stable/main\n");
            assertThat(archive.done("archive rollback --to now A stable"))
                    .isEqualTo("nothing to stage: it is what it was\n");
            assertThat(archive.done("archive snapshot --remove now A")).isEqualTo("forgot now\n");
            assertThat(archive.done("archive snapshot A")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                REFUSED | archive rollback --to never A stable     | snapshot: expected one of [], got "never"
                REFUSED | archive rollback --by 9 A stable         | suite stable: expected a publication that is remembered, one of [1, 2], got -7
                REFUSED | archive rollback A gamma                 | suite: expected one of [stable, beta], got "gamma"
                USAGE   | archive rollback --to x --by 1 A stable  | expected one of --to and --by, got both
                USAGE   | archive rollback --by 0 A stable         | --by: expected a number from 1 to 1000000000, got "0"
                USAGE   | archive rollback A                       | SUITE: expected a value, got none
                REFUSED | archive snapshot A gamma x               | suite: expected one of [stable, beta], got "gamma"
                USAGE   | archive snapshot A stable                | NAME: expected a value, got none
                USAGE   | archive snapshot A stable ../x           | snapshot: expected letters, digits and .+~_-, got "../x"
                REFUSED | archive rollback --to ../x A stable      | snapshot: expected one of [], got "../x"
                REFUSED | archive snapshot --remove ../x A         | snapshot: expected one of [], got "../x"
                REFUSED | archive snapshot --remove never A        | snapshot: expected one of [], got "never"
                """)
        void sayWhatIsMissingOrWrong(ExitCode code, String words, String problem) throws IOException {
            Map<String, String> before = archive.state();

            assertThat(archive.fails(code, words)).startsWith("error: " + problem + "\n");
            assertThat(archive.state()).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("tufa archive add --dry-run")
    class AddDryRun {
        @Test
        void saysWhatWouldBeStagedAndWritesNothing() throws IOException {
            Map<String, String> before = archive.state();

            CommandLineRun run = archive.run("archive add --dry-run A stable D/new D/debs");

            assertThat(run)
                    .isEqualTo(
                            new CommandLineRun(ExitCode.DONE, "would add example-icons 1.0 all to stable/main\n", ""));
            assertThat(archive.state()).isEqualTo(before);
            assertThat(archive.done("archive add A stable D/new")).isEqualTo("staged example-icons 1.0 all\n");
            assertThat(archive.done("archive add --dry-run A stable D/new")).isEqualTo("nothing to stage\n");
        }

        @Test
        void saysWhatIsRefusedBesideWhatIsInOrder() throws IOException, InterruptedException {
            Files.writeString(archive.path("new/broken.deb"), "no package");
            archive.deb("new", "example-other", "1", "riscv64");
            Map<String, String> before = archive.state();

            CommandLineRun run = archive.run("archive add --dry-run A stable D/new");

            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.out()).isEqualTo("would add example-icons 1.0 all to stable/main\n");
            assertThat(archive.shortened(run.err())).isEqualTo("""
                    refused: D/new/broken.deb: first bytes: expected !<arch>, got "no packa"
                    refused: suite stable: expected packages for amd64, arm64, as archive.conf says, got example-other 1 riscv64
                    error: expected what can be published, got 2 refusals
                    hint: nothing was changed
                    """);
            assertThat(archive.state()).isEqualTo(before);
        }

        @Test
        void isNoPublication() {
            assertThat(archive.fails(ExitCode.USAGE, "archive add --dry-run --publish P A stable D/none.deb"))
                    .startsWith("error: --dry-run: expected it without --publish, got both\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            archive remove --dry-run A stable example-editor=1.0 | would remove example-editor 1.0 amd64 from stable/main,would remove example-editor 1.0 arm64 from stable/main
            archive copy --dry-run A stable beta example-tool    | would add example-tool 2.0 all to beta/main
            archive copy --dry-run A beta stable                 | nothing to stage
            archive rollback --dry-run A stable                  | would remove example-editor 1.1 amd64 from stable/main
            archive rollback --dry-run --by 1 A stable           | would remove example-editor 1.1 amd64 from stable/main
            archive import --dry-run --from D/new A beta         | would stage 2 of 2 packages for beta/main
            """)
    void aDryRunSaysWhatWouldBeStagedAndWritesNothing(String words, String lines) throws IOException {
        Map<String, String> before = archive.state();

        assertThat(archive.done(words)).isEqualTo(lines.replace(",", "\n") + "\n");

        assertThat(archive.state()).isEqualTo(before);
    }

    @Test
    void aDryRunOfAnImportEndsAsTheImportWould() throws IOException, InterruptedException {
        String gone = "pool/main/e/example-tool/example-tool_2.0_all.deb";
        ArchiveFolder.call(
                "cp",
                "-r",
                archive.published("").toString(),
                archive.path("other").toString());
        Files.delete(archive.path("other").resolve(gone));
        Map<String, String> before = archive.state();

        assertThat(archive.fails(ExitCode.REFUSED, "archive import --dry-run --suite-map stable=beta --from D/other A"))
                .isEqualTo("error: D/other/" + gone + ": expected a file, got none\n");
        assertThat(archive.run("archive import --dry-run --skip-refused --suite-map stable=beta --from D/other A"))
                .isEqualTo(new CommandLineRun(
                        ExitCode.DONE,
                        "would stage 3 of 3 packages for beta/main\n",
                        "left out: %s: expected a file, got none\n"
                                .formatted(archive.path("other").resolve(gone))));
        assertThat(archive.state()).isEqualTo(before);
    }
}
