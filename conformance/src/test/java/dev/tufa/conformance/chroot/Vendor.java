package dev.tufa.conformance.chroot;

import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.publish.Debs;
import dev.tufa.apt.publish.MadeArchive;
import dev.tufa.apt.publish.QuickKey;
import dev.tufa.apt.publish.archive.AptFileOptions;
import dev.tufa.apt.publish.archive.ArchiveKey;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.conformance.cli.TufaProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A vendor of the program {@code acme}, with an archive that has TUF beside it, over the months. */
final class Vendor {
    static final String PROGRAM = "acme";
    static final String STABLE = "stable";

    private final MadeArchive archive;
    private final Path folder;

    private Vendor(MadeArchive archive, Path folder) {
        this.archive = archive;
        this.folder = folder;
    }

    /** A vendor with nothing published yet. */
    static Vendor in(Path folder, URI url, Optional<Duration> validFor, Instant now) throws Exception {
        Files.createDirectory(folder);
        ArchiveConf conf = new ArchiveConf(
                "Acme",
                "Acme",
                Optional.of(url),
                List.of(KeySource.parse("file:keys/archive.key")),
                ArchiveConf.TufScope.PACKAGES,
                Set.of(),
                ArchiveConf.Check.APT,
                List.of(suite(STABLE, validFor), suite("beta", validFor)));
        return new Vendor(MadeArchive.in(folder.resolve("archive"), conf, Optional.empty(), now), folder);
    }

    private static SuiteConf suite(String name, Optional<Duration> validFor) {
        return new SuiteConf(
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                List.of("main"),
                List.of("amd64"),
                false,
                false,
                Upgrades.AUTOMATIC,
                validFor,
                OptionalInt.empty());
    }

    /** The same, to be changed without changing this one. */
    Vendor copy(Path other) throws IOException, InterruptedException {
        Files.createDirectory(other);
        return new Vendor(archive.copy(other.resolve("archive")), other);
    }

    MadeArchive archive() {
        return archive;
    }

    /** What a web server serves. */
    Path website() {
        return archive.served("");
    }

    /** A version of the program, which says its version. */
    Path program(String version) throws IOException {
        return deb(PROGRAM, version);
    }

    /** A package whose program says what it is. */
    Path deb(String name, String version) throws IOException {
        return Debs.deb(name, version)
                .installable()
                .file("./usr/bin/" + name, "#!/bin/sh\necho %s %s\n".formatted(name, version))
                .in(folder);
    }

    /** Publishes packages. */
    void publish(Instant now, Path... packages) throws Exception {
        publishIn(STABLE, now, packages);
    }

    /** Publishes packages in a suite. */
    void publishIn(String suite, Instant now, Path... packages) throws Exception {
        if (packages.length > 0) {
            archive.add(suite, packages);
        }
        try (ArchiveKeys keys = archive.open().unlock(MadeArchive::secret)) {
            archive.open()
                    .publish(
                            new PublishOptions(
                                    List.of(),
                                    Optional.empty(),
                                    PublishOptions.Renewal.ALWAYS,
                                    PublishOptions.Trial.NONE),
                            keys,
                            now);
        }
    }

    /** Gives TUF's role another key, as somebody does from whom the old one was stolen. */
    void replaceTufKey(String role) throws IOException, InterruptedException {
        tufa("repo", "rotate", "--drop", archive.folder().resolve("private/tuf").toString(), role);
    }

    /** Gives the archive another OpenPGP key beside the others, made now. */
    void addKey(String name, Instant now) throws Exception {
        Files.write(
                archive.folder().resolve("private/keys").resolve(name),
                QuickKey.create("Acme", now, Optional.empty(), MadeArchive.secret()));
        archive.open().addKey(KeySource.parse("file:keys/" + name), ArchiveKey.Place.FIRST, MadeArchive::secret, now);
    }

    /** Has an OpenPGP key sign no more. */
    void removeKey(String name, Instant now) throws Exception {
        archive.open().removeKey(KeySource.parse("file:keys/" + name), now);
    }

    /** The file on which people click. */
    byte[] aptFile(AptFileOptions.Way way, Instant now, String... packages) throws Exception {
        try (ArchiveKeys keys = archive.open().unlock(MadeArchive::secret)) {
            return archive.open()
                    .aptFile(
                            new AptFileOptions(
                                    List.of(), List.of(packages), List.of(), List.of(), FormatVersion.ONE, way),
                            keys,
                            now);
        }
    }

    /** The fingerprint of the key that signed a file. */
    static String signer(byte[] aptFile, Instant now) throws Exception {
        return VerifiedAptFile.read(aptFile, now).signer().fingerprint().hex();
    }

    /** Runs the command as the vendor does. */
    String tufa(String... words) throws IOException, InterruptedException {
        TufaProgram.Run run = TufaProgram.run(folder, Map.of("TUFA_PASSPHRASE", MadeArchive.PASSPHRASE), words);
        if (run.exitCode() != 0) {
            throw new AssertionError("tufa %s: expected exit code 0, got %d: %s"
                    .formatted(String.join(" ", words), run.exitCode(), run.output()));
        }
        return run.output();
    }
}
