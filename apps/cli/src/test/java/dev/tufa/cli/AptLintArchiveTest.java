package dev.tufa.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.DigestingOutput;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.cli.framework.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa apt lint --archive")
class AptLintArchiveTest {
    private static final String PACKAGES = """
            Package: acme
            Version: 1.0
            Architecture: amd64
            Filename: pool/acme.deb
            Size: 1
            SHA256: %s
            """.formatted("0".repeat(64));

    @TempDir
    static Path made;

    private static byte[] inRelease = {};

    @TempDir
    Path archive;

    @BeforeAll
    static void makeKeyAndFile() throws Exception {
        Files.writeString(made.resolve("passphrase"), "words\n");
        done(
                "archive",
                "key",
                "new",
                "--passphrase-file",
                made("passphrase"),
                "--user-id",
                "Acme",
                made("archive.key"));
        makeFile("acme.apt", "https://apt.example.org/debian stable main");
        makeFile("two.apt", "https://apt.example.org/debian stable main", "https://apt.example.org/more stable main");
        Instant now = Instant.now();
        DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), Set.of(DigestAlgorithm.SHA256));
        output.write(PACKAGES.getBytes(UTF_8));
        ListedFile index = output.toFile("main/binary-amd64/Packages");
        byte[] release = ReleaseFile.of(now.minusSeconds(60))
                .suite("stable")
                .validUntil(now.plus(Duration.ofDays(1)))
                .acquireByHash()
                .architectures(List.of("amd64"))
                .components(List.of("main"))
                .files(List.of(index))
                .build()
                .bytes();
        SigningKey key = SigningKey.read(Files.readAllBytes(made.resolve("archive.key")), "words".toCharArray());
        inRelease = new ReleaseSigning(List.of(key), now).clearSign(release);
        Files.writeString(made.resolve("by-hash"), index.digests().sha256());
    }

    private static void makeFile(String name, String... archives) {
        List<String> words = new ArrayList<>(List.of(
                "apt",
                "make",
                "--key",
                made("archive.key"),
                "--passphrase-file",
                made("passphrase"),
                "--distribution",
                "Debian",
                "--install",
                "acme"));
        for (String archive : archives) {
            words.addAll(List.of("--archive", archive));
        }
        words.add(made(name));
        done(words.toArray(String[]::new));
    }

    private static String made(String name) {
        return made.resolve(name).toString();
    }

    private static void done(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    @BeforeEach
    void publish() throws IOException {
        Path suite = archive.resolve("dists/stable");
        Path byHash = suite.resolve("main/binary-amd64/by-hash/SHA256");
        Files.createDirectories(byHash);
        Files.write(suite.resolve("InRelease"), inRelease);
        Files.writeString(byHash.resolve(Files.readString(made.resolve("by-hash"))), PACKAGES);
    }

    private static CommandLineRun lint(String file, String... places) {
        List<String> words = new ArrayList<>(List.of("apt", "lint"));
        for (String place : places) {
            words.addAll(List.of("--archive", place));
        }
        words.add(made(file));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    @Test
    void findsNothingInAGoodFolder() {
        CommandLineRun run = lint("acme.apt", archive.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void findsNothingBehindAGoodUrl() throws IOException {
        try (TreeServer server = new TreeServer(archive)) {
            CommandLineRun run = lint("acme.apt", server.url());

            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
            assertThat(server.requests()).hasSize(2).first().isEqualTo("/dists/stable/InRelease");
        }
    }

    @Test
    void findsWhatIsMissing() throws IOException {
        Files.delete(archive.resolve("dists/stable/InRelease"));

        CommandLineRun run = lint("acme.apt", archive.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out())
                .contains("error: stanza 1: https://apt.example.org/debian stable: expected dists/stable/InRelease");
        try (TreeServer server = new TreeServer(archive)) {
            assertThat(lint("acme.apt", server.url()).out()).isEqualTo(run.out());
        }
    }

    @Test
    void readsNoMoreThanReleaseSays() throws IOException {
        try (TreeServer server = new TreeServer(archive)) {
            server.answer(".*/by-hash/.*", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                try (exchange;
                        OutputStream body = exchange.getResponseBody()) {
                    for (int i = 0; i < 1 << 20; i++) {
                        body.write(new byte[1 << 16]);
                    }
                } catch (IOException e) {
                    // nobody reads on
                }
            });

            CommandLineRun run = lint("acme.apt", server.url());

            assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(run.out())
                    .contains("main/binary-amd64/Packages: expected %d bytes as in Release, got more"
                            .formatted(PACKAGES.length()));
        }
    }

    @Test
    void endsIfTheArchiveCannotBeReached() throws IOException {
        String url;
        try (TreeServer server = new TreeServer(archive)) {
            url = server.url();
        }

        assertThat(lint("acme.apt", url).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void wantsAnAddressForEachOfSeveralArchives() {
        CommandLineRun run = lint("two.apt", archive.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains(
                        "--archive: expected ADDRESS=PLACE with one of https://apt.example.org/debian, https://apt.example.org/more");
        assertThat(lint("two.apt", "https://apt.example.org/debian=" + archive).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(lint("acme.apt", archive.resolve("nowhere").toString()).err())
                .contains("--archive: expected a folder or a URL");
    }
}
