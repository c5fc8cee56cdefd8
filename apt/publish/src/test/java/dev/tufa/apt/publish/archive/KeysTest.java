package dev.tufa.apt.publish.archive;

import static dev.tufa.apt.publish.Debs.deb;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.publish.Tool;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the keys of an archive")
class KeysTest {
    @TempDir
    Path temporary;

    private static ArchiveConf signedWith(KeySource... keys) {
        ArchiveConf conf = Vendor.conf(TufScope.NONE, Vendor.stable());
        return new ArchiveConf(
                conf.origin(),
                conf.label(),
                conf.url(),
                List.of(keys),
                conf.tuf(),
                conf.digests(),
                conf.check(),
                conf.suites());
    }

    private static List<Certificate> certificates(Vendor vendor) throws Exception {
        return Certificate.readKeyring(Files.readAllBytes(vendor.published("keys/archive.asc")));
    }

    @Test
    void signSideBySide() throws Exception {
        Vendor vendor = Vendor.init(
                temporary.resolve("archive"),
                signedWith(new KeySource.SecretFile("old.key"), new KeySource.SecretFile("new.key")));
        vendor.add(deb("one", "1"));
        vendor.publish();
        assertThat(certificates(vendor))
                .extracting(certificate -> certificate.userIds().get(0))
                .containsExactly("old.key <old.key@example.org>", "new.key <new.key@example.org>");
        assertThat(vendor.client().requireAll()).hasSize(1); // by each of the keys
    }

    @Test
    void changeFromOnePublicationToTheNext() throws Exception {
        Vendor vendor = Vendor.init(temporary.resolve("archive"), signedWith(new KeySource.SecretFile("old.key")));
        vendor.publish();
        Files.write(vendor.folder.resolve("private/new.key"), TestKeys.named("new.key"));
        vendor.configure(signedWith(new KeySource.SecretFile("old.key"), new KeySource.SecretFile("new.key")));
        vendor.publish();
        assertThat(certificates(vendor)).hasSize(2);
        vendor.client().requireAll();
        vendor.configure(signedWith(new KeySource.SecretFile("new.key")));
        vendor.publish();
        assertThat(certificates(vendor)).hasSize(1);
        vendor.client().requireAll();
        assertThat(vendor.publish().suites()).isEmpty();
    }

    @Test
    void changeForAllSuitesTogether() throws Exception {
        Vendor vendor =
                Vendor.init(temporary.resolve("archive"), TufScope.NONE, Vendor.stable(), Vendor.suite("testing"));
        vendor.publish();
        ArchiveConf conf = vendor.archive.conf();
        Files.write(vendor.folder.resolve("private/new.key"), TestKeys.named("new.key"));
        vendor.configure(new ArchiveConf(
                conf.origin(),
                conf.label(),
                conf.url(),
                List.of(new KeySource.SecretFile("new.key")),
                conf.tuf(),
                conf.digests(),
                conf.check(),
                conf.suites()));
        assertThatThrownBy(() -> vendor.publish(new PublishOptions(
                        List.of("testing"),
                        Optional.empty(),
                        PublishOptions.Renewal.WHEN_NEEDED,
                        PublishOptions.Trial.NONE)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("suite stable: expected to be published together with the others, since the keys are others"
                        + " than before, got only [testing]");
        vendor.publish();
        vendor.client().requireAll();
    }

    @Test
    void areMadeWithTheArchiveAndAreForNobodyElse() throws Exception {
        Path folder = temporary.resolve("archive");
        ArchiveInit init = new ArchiveInit(
                signedWith(new KeySource.SecretFile("fresh.key")),
                "Acme <apt@acme.example>",
                Optional.of(Duration.ofDays(1000)),
                0,
                dev.tufa.tuf.repository.Settings.DEFAULT);
        Archive archive = Archive.init(folder, init, Vendor.PASSPHRASES, Vendor.START);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("private/fresh.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("private"))))
                .isEqualTo("rwx------");
        Instant now = Vendor.START.plusSeconds(60);
        try (ArchiveKeys keys = archive.unlock(Vendor.PASSPHRASES)) {
            archive.publish(PublishOptions.DEFAULT, keys, now);
        }
        Certificate certificate = Certificate.read(Files.readAllBytes(folder.resolve("public/keys/archive.asc")));
        assertThat(certificate.userIds()).containsExactly("Acme <apt@acme.example>");
        assertThat(certificate.expires(now)).contains(Vendor.START.plus(Duration.ofDays(1000)));
        assertThatThrownBy(() -> {
                    try (ArchiveKeys keys = archive.unlock(() -> "wrong".toCharArray())) {
                        archive.publish(
                                new PublishOptions(
                                        List.of(),
                                        Optional.empty(),
                                        PublishOptions.Renewal.ALWAYS,
                                        PublishOptions.Trial.NONE),
                                keys,
                                now);
                    }
                })
                .isInstanceOf(ArchiveException.class)
                .hasMessageStartingWith("key file:fresh.key: ");
    }

    @Test
    void ofAnArchiveThatIsThereAreNotMadeAgain() throws Exception {
        Vendor vendor = Vendor.init(temporary.resolve("archive"), signedWith(new KeySource.SecretFile("old.key")));
        Map<String, String> before = Trees.digests(vendor.folder);
        assertThatThrownBy(() ->
                        Vendor.init(temporary.resolve("archive"), signedWith(new KeySource.SecretFile("old.key"))))
                .isInstanceOf(ArchiveException.class)
                .hasMessageEndingWith("archive: expected no archive, got one");
        assertThat(Trees.digests(vendor.folder)).isEqualTo(before);
    }

    @Test
    void mayBeInGpgBesideOneInAFile() throws Exception {
        Path home = Files.createTempDirectory("tufa-gpg-"); // short, because of the agent's socket
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            gpg(home, "--passphrase", "", "--quick-generate-key", "Gpg <gpg@example.org>", "ed25519", "sign", "never");
            String fingerprint = gpg(home, "--with-colons", "--list-keys")
                    .lines()
                    .filter(line -> line.startsWith("fpr:"))
                    .map(line -> line.split(":", -1)[9])
                    .findFirst()
                    .orElseThrow();
            Vendor vendor = Vendor.init(
                    temporary.resolve("archive"),
                    signedWith(
                            new KeySource.Gpg(Fingerprint.of(fingerprint), Optional.of(home.toString())),
                            new KeySource.SecretFile("acme.key")));
            vendor.now = Instant.now(); // gpg goes by its own clock
            vendor.add(deb("one", "1"));
            vendor.publish(PublishOptions.DEFAULT);
            assertThat(certificates(vendor))
                    .extracting(certificate -> certificate.fingerprint().hex())
                    .hasSize(2)
                    .contains(fingerprint);
            assertThat(vendor.client().requireAll()).hasSize(1);
        } finally {
            Tool.run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
            Trees.delete(home);
        }
    }

    private static String gpg(Path home, String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback"));
        command.addAll(List.of(words));
        return new String(Tool.run(command), UTF_8);
    }
}
