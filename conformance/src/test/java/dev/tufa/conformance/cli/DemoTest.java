package dev.tufa.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa demo, as a process of its own")
class DemoTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    @Test
    void refusesSixAttacksAndKeepsAComputerWithAptUpToDateThroughNewKeys() throws Exception {
        String classPath = openClassPath();
        Path apt = folder.resolve("apt");
        String story = demo(
                classPath,
                List.of(
                        "-Dtufa.helper=" + program("helper", "dev.tufa.helper.HelperMain", classPath),
                        "-Dtufa.method=" + method(classPath)),
                List.of("--keep", apt.toString()));
        assertThat(story)
                .contains("# RELEASE now says: version 2", "up to date: root 2, timestamp 3, snapshot 3, targets 3")
                .containsSubsequence(
                        "refused: RELEASE: sha256: expected ",
                        "refused: timestamp.json: version: expected >= 3, got 2",
                        "refused: timestamp.json: expected expiry after ",
                        "refused: targets.json: sha256: expected ",
                        "refused: timestamp.json: length: expected at most 65536 bytes, got more",
                        "refused: snapshot.json: expected signatures by 1 distinct keys of role snapshot, got 0",
                        "6 of 6 attacks were refused")
                .containsSubsequence(
                        "$ tufa archive init ",
                        "$ tufa apt install --root computer --yes --fingerprint ",
                        "apt goes by TUF there",
                        "$ acme\nacme 1.0\n",
                        "$ apt-get update\n$ apt-get upgrade\n$ acme\nacme 2.0\n",
                        "staged a new key for root",
                        "signed stable again, with other keys",
                        "removed file:keys/archive.key",
                        "$ apt-get update\n$ apt-get upgrade\n$ acme\nacme 3.0\n",
                        "# plain apt, with the key from before, stays at 2.0 until somebody brings it the new one",
                        "  plain apt          takes it: who installs acme now gets 1.0\n",
                        "  through TUF        refused: timestamp.json: expected signatures by 1 distinct keys of role"
                                + " timestamp, got 0\n",
                        "$ acme\nacme 3.0\n",
                        "# etc/apt is what it was before");
        assertThat(folder.resolve("demo/my-client/targets/RELEASE")).hasContent("version 2");
        assertThat(apt.resolve("computer/usr/bin/acme")).doesNotExist();
        assertThat(apt.resolve("computer/var/log/dpkg.log")).content().contains("upgrade acme:all 2.0 3.0");
        assertThat(apt.resolve("vendor/archive/public/tuf/2.root.json")).exists();
    }

    @Test
    void leavesThePartAboutAptOutWhereItsProgramsAreMissing() throws Exception {
        Path missing = folder.resolve("missing");
        assertThat(demo(System.getProperty("java.class.path"), List.of("-Dtufa.helper=" + missing), List.of()))
                .contains(
                        "6 of 6 attacks were refused", "The part about apt is left out: there is no " + missing + ".\n")
                .doesNotContain("$ tufa archive");
    }

    private String demo(String classPath, List<String> properties, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath, "dev.tufa.cli.Tufa", "demo"));
        command.addAll(options);
        command.add(folder.resolve("demo").toString());
        Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
        demo.getOutputStream().close();
        String story = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(story).isZero();
        return story;
    }

    /** A copy that everybody may read: apt fetches as another user if root runs the tests. */
    private String openClassPath() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path copies = Files.createDirectory(folder.resolve("lib"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path original = Path.of(entry);
            Path copy = Files.createDirectory(copies.resolve(String.valueOf(entries.size())))
                    .resolve(original.getFileName());
            if (Files.exists(original)) {
                copy(original, copy);
            }
            entries.add(copy.toString());
        }
        return String.join(":", entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private Path method(String classPath) throws IOException {
        program("run", "dev.tufa.method.MethodMain", classPath);
        Path method = folder.resolve("tuf+https");
        Files.copy(Path.of("../apps/apt-method/src/main/launcher/tuf+https"), method);
        return executable(method);
    }

    private Path program(String name, String main, String classPath) throws IOException {
        return executable(Files.writeString(
                folder.resolve(name), "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\"\n".formatted(JAVA, classPath, main)));
    }

    private static Path executable(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
