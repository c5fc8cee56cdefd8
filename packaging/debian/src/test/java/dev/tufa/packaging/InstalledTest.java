package dev.tufa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** They find each other and their jars wherever the tree is that they were unpacked into. */
@DisplayName("the programs of the Debian packages")
class InstalledTest {
    private static final String CAPABILITIES = "100 Capabilities\n";

    @TempDir
    Path folder;

    private Path root;
    private Path words;

    @BeforeEach
    void unpack() throws Exception {
        root = Files.createDirectory(folder.resolve("root")).toRealPath();
        words = folder.resolve("words");
        for (Path file : Packages.files()) {
            assertThat(Run.of("dpkg-deb", "--extract", file.toString(), root.toString()))
                    .isEqualTo(new Run(0, ""));
        }
        runtime();
    }

    /** A home of this Java without a compiler, which writes down with which words it is called. */
    private void runtime() throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Path home = folder.resolve("jre");
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$@\" >>'%s'\nexec '%s' \"$@\"\n".formatted(words, real.resolve("bin/java")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(real.resolve("release"), home.resolve("release"));
    }

    private Run run(String input, String program, String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of(root.resolve(program).toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return Run.of(Map.of("JAVA_HOME", folder.resolve("jre").toString()), input, command);
    }

    /** What the packages do when they are configured. */
    private void makeArchive(String name, String... words) throws IOException, InterruptedException {
        Run made = Run.of(
                Map.of("JAVA_HOME", folder.resolve("jre").toString()),
                "",
                "sh",
                "-euc",
                "usr=$1 package=$2; . \"$usr/share/apt-transport-tuf/installed.sh\"; find_java java; make_archive "
                        + String.join(" ", words),
                "sh",
                root.resolve("usr").toString(),
                name);
        assertThat(made).isEqualTo(new Run(0, ""));
    }

    private List<Path> archives(String name) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("var/cache").resolve(name))) {
            return files.toList();
        }
    }

    @Test
    void runTheCommandByALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("update me"), root.resolve("usr/bin/tufa"));
        assertThat(run("", link.toString(), "--version").output())
                .startsWith("tufa ")
                .contains("(TUF 1.0.34, Java ");
    }

    @Test
    void runTheCommandsAboutApt() throws Exception {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "words\n");
        String key = folder.resolve("archive.key").toString();
        assertThat(run(
                                "",
                                "usr/bin/tufa",
                                "archive",
                                "key",
                                "new",
                                "--user-id",
                                "Example",
                                "--passphrase-file",
                                passphrase.toString(),
                                key)
                        .exitCode())
                .isZero();
        assertThat(Path.of(key)).exists();
        assertThat(words).content().containsPattern(" -jar [^ ]*/usr/share/tufa/lib/tufa-cli-[^ ]*-apt\\.jar archive ");
    }

    @Test
    void runRootsSide() throws Exception {
        assertThat(run("", "usr/libexec/tufa/tufa-apt-helper", "forget"))
                .isEqualTo(new Run(2, "failed usage: tufa-apt-helper apply [DIR] <REQUEST\n"));
    }

    @Test
    void tellAptWhatTheMethodCanWithoutJava() throws Exception {
        for (String method : List.of("tuf+https", "tuf+http")) {
            assertThat(run("\n", "usr/lib/apt/methods/" + method).output()).startsWith(CAPABILITIES);
        }
        assertThat(run("", "usr/lib/apt/methods/tuf+https").output()).startsWith(CAPABILITIES);
    }

    @Test
    void haveTheMethodAnswer() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        String settings = "601 Configuration\nConfig-Item: Dir::State::tuf=%s\n\n".formatted(state);
        String question = """
                600 URI Acquire
                URI: tuf+https://apt.example.org/dists/stable/InRelease
                Filename: %s/InRelease
                Target-Repo-URI: tuf+https://apt.example.org/

                """.formatted(state);
        String answer = conversation(settings + question);
        assertThat(answer)
                .startsWith(CAPABILITIES)
                .contains("400 URI Failure\nURI: tuf+https://apt.example.org/dists/stable/InRelease\n")
                .contains("expected a root of this archive in " + state + "/archives/apt.example.org_/root.json");
        assertThat(words)
                .content()
                .contains("/usr/share/apt-transport-tuf/lib/")
                .doesNotContain("/share/tufa/");
    }

    /** Says something to the method and hears it until it has said why not. */
    private String conversation(String text) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("usr/lib/apt/methods/tuf+https").toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jre").toString());
        Process process = builder.start();
        StringBuilder heard = new StringBuilder();
        try (OutputStream out = process.getOutputStream();
                BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            String line = in.readLine();
            while (line != null) {
                heard.append(line).append('\n');
                line = line.startsWith("Message: ") ? null : in.readLine();
            }
        }
        assertThat(process.waitFor()).isZero();
        return heard.toString();
    }

    @Test
    void startWithTheClassesThatTheyLearned() throws Exception {
        makeArchive(Packages.METHOD, "dev.tufa.method.MethodMain");
        makeArchive(Packages.TUFA, "dev.tufa.cli.Tufa");
        makeArchive(Packages.TUFA, "dev.tufa.cli.Tufa", "apt");
        assertThat(archives(Packages.METHOD))
                .hasSize(1)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(archives(Packages.TUFA))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());

        Files.delete(words);
        run("", "usr/bin/tufa", "--version");
        run("", "usr/bin/tufa", "apt", "make", "--help");
        run("", "usr/lib/apt-transport-tuf/run", folder.toString(), "60");
        List<String> starts = Files.readAllLines(words);
        assertThat(starts).hasSize(3);
        assertThat(sourcesOfClasses(starts.get(0))).contains("dev.tufa.cli.Tufa source: shared objects file");
        assertThat(sourcesOfClasses(starts.get(1)))
                .contains("dev.tufa.cli.apt.AptMakeCommand source: shared objects file");
        assertThat(sourcesOfClasses(starts.get(2))).contains("dev.tufa.method.MethodMain source: shared objects file");
    }

    /** What the JVM logs when it is started once more with the same words, a line for each class. */
    private static String sourcesOfClasses(String start) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String loud = start.replace("-Xlog:disable -Xlog:all=off", "-Xlog:class+load:stdout:none");
        return Run.of((java + ' ' + loud).split(" ")).output();
    }

    /** A tree that was unpacked has no sources to build from, and no program of the packages looks for any. */
    @Test
    void neverBuild() throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(jar|gz)"))
                    .toList()) {
                assertThat(file).content().doesNotContain("mvnw", "launch.sh");
            }
        }
    }
}
