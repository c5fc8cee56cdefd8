package dev.tufa.apt.publish;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.archive.AddOptions;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveInit;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.tuf.repository.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An archive for tests, which may be broken on purpose.
 *
 * @param folder of the archive
 */
public record MadeArchive(Path folder) {
    /** Of all keys. */
    public static final String PASSPHRASE = "correct horse";

    private static final Settings FAST = Settings.DEFAULT.withKeyIterations(1000);

    /** The real time: apt-get, gpgv and sqv go by it. */
    public static Instant realTime() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** A new archive without packages. */
    public static MadeArchive in(Path folder, ArchiveConf conf, Optional<Duration> life, Instant now) throws Exception {
        for (KeySource source : conf.signedWith()) {
            if (source instanceof KeySource.SecretFile secret) {
                byte[] key = QuickKey.create("Example <apt@example.org>", now, life, secret());
                QuickKey.keep(folder, secret.file(), key);
            }
        }
        Archive.init(
                folder, new ArchiveInit(conf, "Example <apt@example.org>", life, 100, FAST), MadeArchive::secret, now);
        return new MadeArchive(folder);
    }

    /** Settings with these suites. */
    public static ArchiveConf conf(ArchiveConf.TufScope scope, SuiteConf... suites) {
        return new ArchiveConf(
                "Example",
                "Example",
                Optional.empty(),
                List.of(KeySource.parse("file:keys/archive.key")),
                scope,
                Set.of(DigestAlgorithm.SHA256),
                ArchiveConf.Check.APT,
                List.of(suites));
    }

    /** A suite with source packages. */
    public static SuiteConf suite(String name, List<String> components, String... architectures) {
        return new SuiteConf(
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                components,
                List.of(architectures),
                true,
                true,
                Upgrades.AUTOMATIC,
                Optional.of(Duration.ofDays(30)),
                OptionalInt.empty());
    }

    /** The passphrase, as those who are asked for it say it. */
    public static char[] secret() {
        return PASSPHRASE.toCharArray();
    }

    public Archive open() throws IOException {
        return Archive.open(folder);
    }

    public void add(String suite, Path... files) throws Exception {
        open().add(List.of(files), AddOptions.to(suite), file -> {});
    }

    /** Publishes without apt-get. */
    public void publish(Instant now) throws Exception {
        try (ArchiveKeys keys = open().unlock(MadeArchive::secret)) {
            open().publish(
                            new PublishOptions(
                                    List.of(),
                                    Optional.empty(),
                                    PublishOptions.Renewal.WHEN_NEEDED,
                                    PublishOptions.Trial.NONE),
                            keys,
                            now);
        }
    }

    /** A copy with the same hard and symbolic links. */
    public MadeArchive copy(Path to) throws IOException, InterruptedException {
        Shell.run(folder, "cp", "-a", folder.toString(), to.toString());
        return new MadeArchive(to);
    }

    /** A file that is served. */
    public Path served(String path) {
        return folder.resolve("public").resolve(path);
    }

    /**
     * Waits until what is published next is newer than what a suite has: servers, and apt for its cache, know files by the
     * seconds in which they were written.
     */
    public void waitForTheNextSecond(String suite) throws Exception {
        long written = Files.getLastModifiedTime(served("dists/" + suite + "/InRelease"))
                .toInstant()
                .getEpochSecond();
        while (Instant.now().getEpochSecond() <= written) {
            Thread.sleep(20);
        }
    }

    /** Changes a line of the settings. */
    public void configure(String from, String to) throws IOException {
        Path conf = folder.resolve("archive.conf");
        Files.writeString(conf, Files.readString(conf).replace(from, to));
    }

    /** Gives an index other bytes, and signs a release that says so. */
    public void forge(String suite, String index, byte[] bytes, Instant now) throws Exception {
        Path release = served("dists/%s/Release".formatted(suite));
        String line = Files.readAllLines(release).stream()
                .filter(each -> each.endsWith(" " + index))
                .findFirst()
                .orElseThrow();
        String forged = " %s %16d %s".formatted(Sha256.hex(bytes), bytes.length, index);
        Path name = served("dists/%s/%s".formatted(suite, index));
        Files.delete(name);
        Files.write(name, bytes);
        Files.write(
                Files.createDirectories(name.resolveSibling("by-hash/SHA256")).resolve(Sha256.hex(bytes)), bytes);
        sign(suite, Files.readString(release).replace(line, forged), now);
    }

    /** Publishes a release that somebody wrote who has the key. */
    public void sign(String suite, String release, Instant now) throws Exception {
        SigningKey key = SigningKey.read(Files.readAllBytes(folder.resolve("private/keys/archive.key")), secret());
        ReleaseSigning signing = new ReleaseSigning(List.of(key), now);
        byte[] text = release.getBytes(StandardCharsets.UTF_8);
        put("dists/%s/Release".formatted(suite), text);
        put("dists/%s/Release.gpg".formatted(suite), signing.detachedSign(text));
        put("dists/%s/InRelease".formatted(suite), signing.clearSign(text));
    }

    /** Gives a served file other bytes, and only under this name. */
    public void put(String path, byte[] bytes) throws IOException {
        Files.deleteIfExists(served(path));
        Files.write(served(path), bytes);
    }
}
