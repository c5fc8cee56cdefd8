package dev.tufa.apt.publish.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.deb822.Deb822Limits;
import dev.tufa.apt.archive.deb822.Deb822Reader;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.signer.GpgSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Lint of an archive that dpkg-deb, apt-ftparchive and gpg made")
class RealArchiveLintTest {
    private static final URI ADDRESS = URI.create("https://apt.example.org/debian");

    @TempDir
    static Path folder;

    private static Path home = Path.of("");
    private static Fingerprint key = new Fingerprint("0".repeat(40));

    @BeforeAll
    static void publish() throws Exception {
        home = Files.createTempDirectory(
                Path.of("/tmp"),
                "gh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String status =
                gpg("--status-fd", "1", "--quick-gen-key", "Acme <acme@example.org>", "ed25519", "sign", "never");
        key = status.lines()
                .filter(line -> line.contains("KEY_CREATED"))
                .map(line -> Fingerprint.of(line.substring(line.length() - 40)))
                .findFirst()
                .orElseThrow();
        Path control = folder.resolve("deb/DEBIAN/control");
        Files.createDirectories(control.getParent());
        Files.writeString(
                control,
                "Package: acme\nVersion: 1.0\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n");
        Path pool = Files.createDirectories(folder.resolve("archive/pool"));
        run(
                folder,
                "dpkg-deb",
                "--build",
                "deb",
                pool.resolve("acme_1.0_all.deb").toString());
        for (String architecture : List.of("amd64", "arm64")) {
            Path index = Files.createDirectories(folder.resolve("archive/dists/stable/main/binary-" + architecture));
            Files.writeString(
                    index.resolve("Packages"),
                    run(folder.resolve("archive"), "apt-ftparchive", "--arch", architecture, "packages", "pool"));
            run(index, "xz", "--keep", "Packages");
            run(index, "gzip", "--keep", "Packages");
        }
        sign("Valid-Until");
    }

    @AfterAll
    static void forgetKey() throws Exception {
        run(folder, "gpgconf", "--homedir", home.toString(), "--kill", "all");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Makes Release, with an end if that is asked for, and InRelease. */
    private static void sign(String... options) throws Exception {
        Path suite = folder.resolve("archive/dists/stable");
        Files.deleteIfExists(suite.resolve("InRelease"));
        Files.deleteIfExists(folder.resolve("Release"));
        List<String> command = new ArrayList<>(List.of(
                "apt-ftparchive",
                "-o",
                "APT::FTPArchive::Release::Suite=stable",
                "-o",
                "APT::FTPArchive::Release::Architectures=amd64 arm64",
                "-o",
                "APT::FTPArchive::Release::Components=main"));
        if (options.length > 0) {
            command.addAll(List.of("-o", "APT::FTPArchive::Release::ValidTime=86400"));
        }
        command.addAll(List.of("release", "dists/stable"));
        Files.writeString(folder.resolve("Release"), run(folder.resolve("archive"), command.toArray(String[]::new)));
        gpg(
                "--local-user",
                key.hex(),
                "--output",
                suite.resolve("InRelease").toString(),
                "--clearsign",
                folder.resolve("Release").toString());
    }

    private static String gpg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--no-tty",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
        command.addAll(List.of(arguments));
        return run(folder, command.toArray(String[]::new));
    }

    private static String run(Path where, String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("tool", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs the program " + command[0], e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return output;
    }

    private static List<String> findings(String install) throws Exception {
        String body = "Distribution: Debian\nArchitecture: amd64 arm64\nArchive: %s stable main\nInstall: %s\n"
                .formatted(ADDRESS, install);
        Instant now = Instant.now();
        byte[] made = AptFileMaker.make(
                Deb822Reader.readAll("body", body.getBytes(UTF_8), Deb822Reader.Comments.SKIPPED, Deb822Limits.DEFAULT),
                FormatVersion.ONE,
                new GpgSigner(List.of("gpg"), Optional.of(home), key, Duration.ofMinutes(1)),
                now);
        ArchiveFiles files = (path, most) -> {
            Path file = folder.resolve("archive").resolve(path);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        };
        VerifiedAptFile file = VerifiedAptFile.read(made, now.plusSeconds(1));
        return ArchiveLint.check(file, Map.of(ADDRESS, files), now.plusSeconds(1)).stream()
                .map(finding -> finding.rule().id())
                .toList();
    }

    @Test
    void findsWhatItLacks() throws Exception {
        assertThat(findings("acme")).containsExactly("no-by-hash");
        assertThat(findings("acme-tools")).containsExactly("no-by-hash", "no-package");
        sign();
        assertThat(findings("acme")).containsExactly("no-valid-until", "no-by-hash");
    }
}
