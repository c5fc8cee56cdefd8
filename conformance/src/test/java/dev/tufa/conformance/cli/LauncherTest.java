package dev.tufa.conformance.cli;

import static dev.tufa.testkit.TestKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.crypto.SignatureScheme;
import dev.tufa.tuf.metadata.RoleType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tufa} and {@code conformance/tuf-client} run: the build of this very Maven run, on this very Java. */
@DisplayName("the launchers")
class LauncherTest {
    private static final Path ROOT =
            Path.of(System.getProperty("tufa.root", "..")).toAbsolutePath().normalize();

    private static final Path LIB = ROOT.resolve("apps/cli/target/dist/lib");

    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();

    private Run run(Path program, String... words) throws IOException, InterruptedException {
        return runOn(System.getProperty("java.home"), program, words);
    }

    private Run runOn(String java, Path program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("TUFA_NO_BUILD", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private Path rootFile() throws IOException {
        return Files.write(folder.resolve("root.json"), repository.file("metadata/1.root.json"));
    }

    @Test
    void runFromAnyFolderUnderAnyName() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("update me"), ROOT.resolve("tufa"));

        assertThat(run(link, "--version")).satisfies(version -> {
            assertThat(version.output()).contains("(TUF 1.0.34, Java " + Runtime.version() + ")");
            assertThat(version.exitCode()).isZero();
        });
    }

    @Test
    void passOnWordsAndTheExitCode() throws Exception {
        assertThat(run(ROOT.resolve("tufa"), "client", "status", "no such folder"))
                .isEqualTo(new Run(3, """
                        error: no such folder: expected the folder of a client, got none with client.json
                        hint: make one with tufa client init
                        """));
    }

    @Test
    void acceptMlDsaKeysAlsoOnAJavaThatHasNone() throws Exception {
        repository.root().keys(RoleType.ROOT, 1, key("post-quantum", SignatureScheme.ML_DSA_65));
        repository.publish();
        Path root = Files.write(folder.resolve("2.root.json"), repository.file("metadata/2.root.json"));

        Run init = run(
                ROOT.resolve("tufa"),
                "client",
                "init",
                "client",
                "--root",
                root.toString(),
                "--url",
                "http://localhost/");

        assertThat(init).isEqualTo(new Run(0, "client trusts http://localhost/ by version 2 of its root\n"));
    }

    @Test
    void haveAJarForAptThatNamesAllOthersButTheNativeProvider() throws Exception {
        List<String> others = new ArrayList<>(jars());
        String own = others.stream()
                .filter(name -> name.startsWith("tufa-cli-") && name.endsWith("-apt.jar"))
                .findFirst()
                .orElseThrow();
        others.remove(own);
        others.removeIf(name -> name.startsWith("AmazonCorretto"));
        others.removeIf(name -> name.startsWith("tufa-apt-")); // programs of their own

        assertThat(classPath(own)).containsExactlyInAnyOrderElementsOf(others);
        assertThat(manifest(own).getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED"); // zstd
    }

    @Test
    void haveAJarForEverythingElseThatNamesNoneOfAptsLibraries() throws Exception {
        String own = jars().stream()
                .filter(name -> name.startsWith("tufa-cli-") && !name.endsWith("-apt.jar"))
                .findFirst()
                .orElseThrow();

        assertThat(classPath(own))
                .map(name -> name.replaceFirst("-[0-9].*", ""))
                .containsExactlyInAnyOrder(
                        "tuf-client",
                        "tuf-core",
                        "tuf-repository",
                        "tuf-signatures",
                        "ed25519-bcprov-jdk18on",
                        "apt-archive",
                        "apt-install",
                        "apt-openpgp",
                        "apt-publish",
                        "commons-cli",
                        "gson",
                        "sqlite-jdbc");
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> classPath(String name) throws IOException {
        return List.of(manifest(name).getValue(Attributes.Name.CLASS_PATH).split(" "));
    }

    private static Attributes manifest(String name) throws IOException {
        try (JarFile jar = new JarFile(LIB.resolve(name).toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    /** It is shown without the libraries that the commands need. */
    @Test
    void showTheHelpOfEveryCommand() throws Exception {
        assertThat(run(ROOT.resolve("tufa"), "--help")).satisfies(help -> {
            assertThat(help.output()).contains("apt make", "archive key new", "client refresh");
            assertThat(help.exitCode()).isZero();
        });
        assertThat(run(ROOT.resolve("tufa"), "apt", "make", "--help").exitCode())
                .isZero();
    }

    @Test
    void makeAnAptFile() throws Exception {
        Path tufa = ROOT.resolve("tufa");
        String words =
                Files.writeString(folder.resolve("passphrase"), "words\n").toString();
        run(tufa, "archive", "key", "new", "--user-id", "Example", "--passphrase-file", words, "archive.key");
        String archive = "https://apt.example.org/debian stable main";

        assertThat(run(
                        tufa,
                        "apt",
                        "make",
                        "--key",
                        "archive.key",
                        "--passphrase-file",
                        words,
                        "--archive",
                        archive,
                        "example.apt"))
                .isEqualTo(new Run(0, "made example.apt; look at it with tufa apt show and tufa apt lint\n"));
        assertThat(run(tufa, "apt", "match", "--arch", "amd64", "--distribution", "Debian", "example.apt"))
                .satisfies(match -> {
                    assertThat(match.output()).startsWith("stanza 1, for ");
                    assertThat(match.exitCode()).isZero();
                });
    }

    /** The libraries for that are on the class path of the second jar alone. */
    @Test
    void makeAnArchiveOfPackagesThatAreCompressedInEveryWay() throws Exception {
        Path words = folder.resolve("java words");
        String java = recording(words);
        Path tufa = ROOT.resolve("tufa");
        String passphrase =
                Files.writeString(folder.resolve("passphrase"), "words\n").toString();
        deb("with-xz", "-Zxz");
        deb("with-zstd", "-Zzstd");
        deb("with-gzip", "-Zgzip");
        runOn(
                java,
                tufa,
                "archive",
                "init",
                "--origin",
                "Example",
                "--tuf",
                "none",
                "--check",
                "none",
                "--passphrase-file",
                passphrase,
                "archive");

        assertThat(runOn(
                        java,
                        tufa,
                        "archive",
                        "add",
                        "--publish",
                        "--passphrase-file",
                        passphrase,
                        "archive",
                        "stable",
                        "debs"))
                .isEqualTo(new Run(0, """
                        staged with-gzip 1.0 all
                        staged with-xz 1.0 all
                        staged with-zstd 1.0 all
                        published stable: 3 packages, 3 changes, 12 files in its release
                        """));

        assertThat(words).content().containsPattern(" -jar /.*/lib/tufa-cli-[^ ]*-apt\\.jar archive add ");
        Path release = folder.resolve("archive/public/dists/stable");
        assertThat(release.resolve("InRelease"))
                .content()
                .startsWith("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n");
        assertThat(release.resolve("main/Contents-amd64"))
                .content()
                .contains("usr/share/doc/with-xz/README", "usr/share/doc/with-zstd/README");
        assertThat(run(tufa, "archive", "verify", "archive")) // by gpgv, sqv and apt-get as well, where they are
                .isEqualTo(new Run(0, "verified: nothing is wrong\n"));
        assertThat(runOn(java, tufa, "repo", "list", "none").exitCode()).isEqualTo(3);
        assertThat(words).content().containsPattern(" -jar /.*/lib/tufa-cli-[^ ]*(?<!-apt)\\.jar repo list ");
        assertThat(runOn(java, tufa, "demo", folder.toString()).exitCode()).isEqualTo(3);
        assertThat(words).content().containsPattern(" -jar /.*/lib/tufa-cli-[^ ]*-apt\\.jar demo ");
    }

    /** A home of this Java that writes the words down with which it is called. */
    private String recording(Path words) throws IOException {
        Path home = folder.resolve("java");
        Path real = Path.of(System.getProperty("java.home"));
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$@\" >>'%s'\nexec '%s' \"$@\"\n".formatted(words, real.resolve("bin/java")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(real.resolve("release"), home.resolve("release"));
        return home.toString();
    }

    private void deb(String name, String compression) throws IOException, InterruptedException {
        Path tree = folder.resolve("tree-" + name);
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.writeString(tree.resolve("DEBIAN/control"), """
                Package: %s
                Version: 1.0
                Architecture: all
                Maintainer: Example <apt@example.org>
                Description: a package for tests
                """.formatted(name));
        Files.writeString(
                Files.createDirectories(tree.resolve("usr/share/doc/" + name)).resolve("README"), "text\n");
        String file = Files.createDirectories(folder.resolve("debs"))
                .resolve(name + ".deb")
                .toString();
        assertThat(run(Path.of("dpkg-deb"), "--root-owner-group", compression, "--build", tree.toString(), file)
                        .exitCode())
                .isZero();
    }

    /** Verifying them would take long, and no archive of classes takes in a class of a signed jar. */
    @Test
    void haveBouncyCastleWithoutTheSignaturesOfItsJars() throws Exception {
        List<String> jars = jars().stream()
                .filter(name -> name.matches("bc(prov|pg|util)-.*\\.jar"))
                .toList();
        assertThat(jars).hasSize(3);
        for (String name : jars) {
            try (JarFile jar = new JarFile(LIB.resolve(name).toFile())) {
                assertThat(jar.stream().map(ZipEntry::getName))
                        .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"));
            }
            assertThat(manifest(name).getValue("Multi-Release")).isEqualTo("true");
        }
    }

    @Test
    void loadNativeCodeWithoutAWarning() throws Exception {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "words\n");
        Path tufa = ROOT.resolve("tufa");
        String file = passphrase.toString();
        run(tufa, "repo", "init", "--key-iterations", "1000", "--passphrase-file", file, "repository");
        run(tufa, "repo", "bins", "--bits", "8", "repository");

        // that many bins that another provider than the platform's signs them
        assertThat(run(tufa, "repo", "publish", "--passphrase-file", file, "repository"))
                .isEqualTo(new Run(0, "published 259 files\n"));
        assertThat(run(tufa, "repo", "list", "repository")).isEqualTo(new Run(0, ""));
        assertThat(folder.resolve("repository/index/index.sqlite")).exists();
    }

    @Test
    void driveAClientForTheConformanceSuite() throws Exception {
        Run init = run(
                ROOT.resolve("conformance/tuf-client"),
                "--metadata-dir",
                "cache",
                "init",
                rootFile().toString());

        assertThat(init).isEqualTo(new Run(0, ""));
        assertThat(folder.resolve("cache/root.json")).hasSameBinaryContentAs(rootFile());
    }

    /** How a process ended, and what it wrote. */
    private record Run(int exitCode, String output) {}
}
