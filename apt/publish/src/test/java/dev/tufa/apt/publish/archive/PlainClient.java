package dev.tufa.apt.publish.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.IndexReader;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.PackageEntry;
import dev.tufa.apt.archive.index.PackagesIndex;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.archive.index.SourceEntry;
import dev.tufa.apt.archive.index.SourcesIndex;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.DetachedSignature;
import dev.tufa.apt.publish.pool.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a published folder as apt does that has the archive's keys, and refuses what apt would refuse: a wrong signature, an index or a
 * package that is missing or has other bytes.
 */
final class PlainClient {
    private static final Instant LATE = Instant.parse("2037-01-01T00:00:00Z");

    private final Path published;
    private final List<Certificate> keys;

    private PlainClient(Path published, List<Certificate> keys) {
        this.published = published;
        this.keys = keys;
    }

    static PlainClient of(Path published) throws Exception {
        return new PlainClient(
                published, Certificate.readKeyring(Files.readAllBytes(published.resolve("keys/archive.asc"))));
    }

    /** What {@code InRelease} says, signed by every key of the archive. */
    ReleaseFile inRelease(String suite) throws Exception {
        return read(Files.readAllBytes(dist(suite).resolve("InRelease")));
    }

    /** What an {@code InRelease} says, signed by every key of the archive. */
    ReleaseFile read(byte[] file) throws Exception {
        byte[] text = new byte[0];
        for (Certificate key : keys) {
            text = key.verify(ClearSigned.read(file), LATE).text();
        }
        return ReleaseFile.read("InRelease", text);
    }

    /** Who has the keys of now goes on with them, wherever the archive is. */
    PlainClient reading(Path other) {
        return new PlainClient(other, keys);
    }

    /** Release and Release.gpg say the same as InRelease. */
    void requireDetached(String suite) throws Exception {
        byte[] release = Files.readAllBytes(dist(suite).resolve("Release"));
        DetachedSignature signature =
                DetachedSignature.read(Files.readAllBytes(dist(suite).resolve("Release.gpg")));
        for (Certificate key : keys) {
            key.verify(release, signature, LATE);
        }
        assertThat(new String(release, UTF_8)).isEqualTo(inRelease(suite).toString());
    }

    /** Everything that the suite leads to under names by digests; returns what packages there are. */
    Set<String> require(String suite) throws Exception {
        return require(suite, inRelease(suite));
    }

    /** The same for whoever has got a release some time ago. */
    Set<String> require(String suite, ReleaseFile release) throws Exception {
        Set<String> packages = new TreeSet<>();
        read(suite, release, packages, new TreeMap<>());
        return packages;
    }

    /** The files of its packages, by path, each with its SHA-256. */
    Map<String, String> pool(String suite, ReleaseFile release) throws Exception {
        Map<String, String> pool = new TreeMap<>();
        read(suite, release, new TreeSet<>(), pool);
        return pool;
    }

    private void read(String suite, ReleaseFile release, Set<String> packages, Map<String, String> pool)
            throws Exception {
        for (ListedFile file : release.files()) {
            int name = file.path().lastIndexOf('/') + 1;
            String byHash = file.path().substring(0, name) + "by-hash/SHA256/"
                    + file.digests().sha256();
            byte[] bytes = require(
                    dist(suite).resolve(byHash), file.size(), file.digests().sha256());
            String plain = file.path().substring(name);
            if (plain.startsWith("Packages")) {
                requirePackages(file.path(), plain, bytes, packages, pool);
            } else if (plain.startsWith("Sources")) {
                requireSources(file.path(), plain, bytes, packages, pool);
            }
        }
    }

    /** The same under plain names, for clients that know no others. */
    void requirePlainNames(String suite) throws Exception {
        for (ListedFile file : inRelease(suite).files()) {
            require(
                    dist(suite).resolve(file.path()),
                    file.size(),
                    file.digests().sha256());
        }
    }

    /** All of the above, for every suite that is there. */
    Map<String, Set<String>> requireAll() throws Exception {
        Map<String, Set<String>> suites = new TreeMap<>();
        try (var folders = Files.list(published.resolve("dists"))) {
            for (Path folder : folders.toList()) {
                String suite = folder.getFileName().toString();
                if (Files.exists(folder.resolve("InRelease"))) {
                    suites.put(suite, require(suite));
                    requirePlainNames(suite);
                    requireDetached(suite);
                }
            }
        }
        return suites;
    }

    private void requirePackages(
            String path, String plain, byte[] bytes, Set<String> packages, Map<String, String> pool) throws Exception {
        try (IndexReader<PackageEntry> reader = PackagesIndex.read(path, unpacked(plain, "Packages", bytes))) {
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                PackageEntry found = entry.get();
                require(
                        published.resolve(found.filename()),
                        found.size(),
                        found.digests().sha256());
                pool.put(found.filename(), found.digests().sha256());
                packages.add("%s %s %s".formatted(found.name(), found.version(), found.architecture()));
            }
        }
    }

    private void requireSources(String path, String plain, byte[] bytes, Set<String> packages, Map<String, String> pool)
            throws Exception {
        try (IndexReader<SourceEntry> reader = SourcesIndex.read(path, unpacked(plain, "Sources", bytes))) {
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                SourceEntry found = entry.get();
                for (ListedFile file : found.files()) {
                    require(
                            published.resolve(found.directory()).resolve(file.path()),
                            file.size(),
                            file.digests().sha256());
                    pool.put(
                            found.directory() + '/' + file.path(),
                            file.digests().sha256());
                }
                packages.add("%s %s source".formatted(found.name(), found.version()));
            }
        }
    }

    private static InputStream unpacked(String plain, String name, byte[] bytes) throws IOException {
        for (Compression form : Compression.values()) {
            if (plain.equals(name + form.extension())) {
                return form.decompress(new ByteArrayInputStream(bytes), 1 << 24);
            }
        }
        throw new IOException("unexpected form: " + plain);
    }

    private static byte[] require(Path file, long size, String sha256) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).as(file.toString()).isEqualTo((int) size);
        assertThat(Sha256.hex(bytes)).as(file.toString()).isEqualTo(sha256);
        return bytes;
    }

    private Path dist(String suite) {
        return published.resolve("dists").resolve(suite);
    }
}
