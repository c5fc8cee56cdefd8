package dev.tufa.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever between the file that is clicked and the package that is installed is put in place by another, it is found, and named. */
@DisplayName("one key, from the .apt file to the package:")
class AptIdentityTest {
    private static final Pattern RULE = Pattern.compile("\\[([a-z-]+)]$|rule ([a-z-]+) of", Pattern.MULTILINE);

    @TempDir
    private static Path made;

    private static SigningKey other = otherKey();

    @TempDir
    private Path folder;

    private Path archive = Path.of("");
    private Path file = Path.of("");

    private static SigningKey otherKey() {
        return QuickKey.signing("Example", Instant.now().minus(Duration.ofDays(1)), Optional.empty());
    }

    @BeforeAll
    static void publish() throws Exception {
        Path control = Files.createDirectories(made.resolve("tree/DEBIAN")).resolve("control");
        Files.writeString(
                control,
                "Package: example\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n");
        Process process = new ProcessBuilder("dpkg-deb", "--root-owner-group", "--build", "tree", "example_1_all.deb")
                .directory(made.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        String passphrase =
                Files.writeString(made.resolve("passphrase"), "words\n").toString();
        String place = made.resolve("archive").toString();
        ArchiveFolder.quickKey(made.resolve("archive"), "words");
        done(
                "archive",
                "init",
                "--origin",
                "Example",
                "--url",
                "https://apt.example.org",
                "--arch",
                "amd64",
                "--key-iterations",
                "1000",
                "--check",
                "none",
                "--passphrase-file",
                passphrase,
                place);
        String deb = made.resolve("example_1_all.deb").toString();
        done("archive", "add", "--publish", "--passphrase-file", passphrase, place, "stable", deb);
        done(
                "apt",
                "make",
                "--from",
                place,
                "--no-tuf",
                "--distribution",
                "Debian",
                "--install",
                "example",
                "--passphrase-file",
                passphrase,
                made.resolve("example.apt").toString());
    }

    private static void done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    @BeforeEach
    void copy() throws IOException {
        archive = folder.resolve("archive");
        try (Stream<Path> files = Files.walk(made.resolve("archive"))) {
            for (Path from : files.toList()) {
                Files.copy(
                        from,
                        archive.resolve(made.resolve("archive").relativize(from).toString()));
            }
        }
        file = Files.copy(made.resolve("example.apt"), folder.resolve("example.apt"));
    }

    /** The ids of the errors that are found: in the file, in the archive as apt will find it, and in its pool. */
    private List<String> found() {
        CommandLineRun lint = CommandLineRun.of(
                "apt", "lint", "--archive", archive.resolve("public").toString(), file.toString());
        CommandLineRun pool = CommandLineRun.of("archive", "verify", "--deep", archive.toString());
        boolean isLintWrong = lint.exitCode() != ExitCode.DONE;
        return RULE.matcher(isLintWrong ? lint.out() + lint.err() : pool.out())
                .results()
                .map((MatchResult result) -> result.group(1) == null ? result.group(2) : result.group(1))
                .filter(rule -> !rule.equals("no-tuf"))
                .distinct()
                .toList();
    }

    @Test
    void nothingIsFoundWhereAllIsTheVendors() {
        assertThat(found()).isEmpty();
    }

    @Test
    void anotherKeyInTheFile() throws Exception {
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.substring(0, text.indexOf("-----BEGIN PGP PUBLIC"))
                        + other.certificate().armored());

        assertThat(found()).containsExactly("other-key");
    }

    @Test
    void anotherTextUnderTheSignature() throws Exception {
        Files.writeString(file, Files.readString(file).replace("Install: example", "Install: bash"));

        assertThat(found()).containsExactly("bad-signature");
    }

    @Test
    void anotherSignerOfTheRelease() throws Exception {
        Path suite = archive.resolve("public/dists/stable");
        Files.write(
                suite.resolve("InRelease"),
                new ReleaseSigning(List.of(other), Instant.now())
                        .clearSign(Files.readAllBytes(suite.resolve("Release"))));

        assertThat(found()).containsExactly("archive-signature");
    }

    @Test
    void anotherIndex() throws Exception {
        try (Stream<Path> files = Files.walk(archive.resolve("public/dists/stable/main/binary-amd64"))) {
            for (Path index : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(index);
                bytes[bytes.length / 2] ^= 1;
                Files.write(index, bytes);
            }
        }

        assertThat(found()).containsExactly("index");
    }

    @Test
    void anotherPackage() throws Exception {
        try (Stream<Path> files = Files.walk(archive.resolve("public/pool"))) {
            for (Path deb : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(deb);
                bytes[bytes.length - 1] ^= 1;
                Files.write(deb, bytes);
            }
        }

        assertThat(found()).containsExactly("package");
    }
}
