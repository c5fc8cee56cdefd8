package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.ArchiveConfText;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An archive in a temporary folder, with a clock that only the test moves. */
final class Vendor {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final Passphrases PASSPHRASES = () -> "correct horse".toCharArray();

    final Path folder;
    final Path inbox;
    Archive archive;
    Instant now = START;

    private Vendor(Path folder, Archive archive) {
        this(folder, folder.resolveSibling(folder.getFileName() + "-inbox"), archive);
    }

    private Vendor(Path folder, Path inbox, Archive archive) {
        this.folder = folder;
        this.inbox = inbox;
        this.archive = archive;
    }

    /** A suite {@code stable} for amd64 with the components main and extra, and source packages. */
    static SuiteConf stable() {
        return suite("stable");
    }

    static SuiteConf suite(String name) {
        return new SuiteConf(
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                List.of("main", "extra"),
                List.of("amd64", "arm64"),
                true,
                true,
                Upgrades.AUTOMATIC,
                Optional.of(Duration.ofDays(30)),
                OptionalInt.empty());
    }

    static SuiteConf keeping(SuiteConf suite, int versions) {
        return new SuiteConf(
                suite.name(),
                suite.codename(),
                suite.version(),
                suite.description(),
                suite.components(),
                suite.architectures(),
                suite.sources(),
                suite.contents(),
                suite.upgrades(),
                suite.validFor(),
                OptionalInt.of(versions));
    }

    static ArchiveConf conf(TufScope scope, SuiteConf... suites) {
        return new ArchiveConf(
                "Acme",
                "Acme packages",
                Optional.empty(),
                List.of(new KeySource.SecretFile("acme.key")),
                scope,
                Set.of(),
                ArchiveConf.Check.NONE,
                List.of(suites));
    }

    static Vendor init(Path folder, TufScope scope, SuiteConf... suites) throws Exception {
        return init(folder, conf(scope, suites));
    }

    /** An archive whose keys in files are the same as other tests have. */
    static Vendor init(Path folder, ArchiveConf conf) throws Exception {
        return init(folder, conf, new LocalDisk());
    }

    static Vendor init(Path folder, ArchiveConf conf, Disk disk) throws Exception {
        Path secret = Files.createDirectories(folder.resolve("private"));
        for (KeySource source : conf.signedWith()) {
            if (source instanceof KeySource.SecretFile file) {
                Files.write(secret.resolve(file.file()), TestKeys.named(file.file()));
            }
        }
        ArchiveInit init = new ArchiveInit(
                conf,
                "Acme <apt@acme.example>",
                Optional.empty(),
                100,
                Settings.DEFAULT.withKeyIterations(1000).withClockJump(Duration.ofDays(10_000)));
        return new Vendor(folder, Archive.init(folder, init, PASSPHRASES, START, disk));
    }

    /** The archive of a folder, by a process that begins now. */
    static Vendor open(Path folder, Instant now) throws IOException {
        Vendor vendor = new Vendor(folder, Archive.open(folder));
        vendor.now = now;
        return vendor;
    }

    static Vendor open(Path folder, Instant now, Disk disk) throws IOException {
        Vendor vendor = new Vendor(folder, Archive.open(folder, disk));
        vendor.now = now;
        return vendor;
    }

    /** The archive of a folder, for which packages come from one that others use as well. */
    static Vendor open(Path folder, Path inbox, Instant now, Disk disk) throws IOException {
        Vendor vendor = new Vendor(folder, inbox, Archive.open(folder, disk));
        vendor.now = now;
        return vendor;
    }

    Path published() {
        return archive.publishedFolder();
    }

    Path published(String path) {
        return published().resolve(path);
    }

    /** Writes other settings, as an editor does. */
    void configure(ArchiveConf conf) throws IOException {
        Files.write(folder.resolve(ArchiveConfText.FILE), ArchiveConfText.write(conf));
    }

    List<PackageId> add(Debs... debs) throws Exception {
        return add(AddOptions.to("stable"), debs);
    }

    List<PackageId> addTo(String suite, Debs... debs) throws Exception {
        return add(AddOptions.to(suite), debs);
    }

    List<PackageId> add(AddOptions options, Debs... debs) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Debs deb : debs) {
            files.add(deb.in(inbox));
        }
        return archive.add(files, options, file -> {});
    }

    List<PackageId> add(Path... files) throws Exception {
        return archive.add(List.of(files), AddOptions.to("stable"), file -> {});
    }

    void remove(String... selections) throws Exception {
        archive.remove(
                "stable",
                Optional.empty(),
                Stream.of(selections).map(Selection::parse).toList());
    }

    Published publish() throws IOException, ArchiveException, RepositoryException, TrustException {
        now = now.plusSeconds(3600);
        return publish(PublishOptions.DEFAULT);
    }

    Published publish(PublishOptions options)
            throws IOException, ArchiveException, RepositoryException, TrustException {
        try (ArchiveKeys keys = archive.unlock(PASSPHRASES)) {
            return archive.publish(options, keys, now);
        }
    }

    Collected collect(CollectOptions options) throws Exception {
        return archive.collect(options, now);
    }

    /** What is published of a suite: {@code NAME VERSION ARCHITECTURE}, whatever the component. */
    Set<String> packages(String suite) throws Exception {
        Set<String> packages = new TreeSet<>();
        for (Map.Entry<String, List<PackageId>> component :
                archive.packages(suite).entrySet()) {
            component.getValue().forEach(id -> packages.add(id.toString()));
        }
        return packages;
    }

    Set<String> packages() throws Exception {
        return packages("stable");
    }

    /** What computers get that have the archive's key. */
    PlainClient client() throws Exception {
        return PlainClient.of(published());
    }

    TufClient tufClient() throws IOException {
        return TufClient.of(published(), folder.resolveSibling("tuf-client-" + System.nanoTime()), now);
    }
}
