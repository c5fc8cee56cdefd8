package dev.tufa.apt.publish.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.ByHash;
import dev.tufa.apt.archive.index.Compression;
import dev.tufa.apt.archive.index.DigestingOutput;
import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseBuilder;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.openpgp.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** An archive in memory that is as it should be until a test says otherwise: suite stable (rocket), main, amd64 and arm64. */
final class SampleArchive implements ArchiveFiles {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<ListedFile> indexes = new ArrayList<>();
    private final Instant now;

    SampleArchive(Instant now) throws Exception {
        this.now = now;
        index("main/binary-amd64/Packages", entry("acme", "amd64") + entry("acme-data", "all"));
        index("main/binary-arm64/Packages", entry("acme", "arm64") + entry("acme-data", "all"));
        index("main/source/Sources", "");
    }

    static String entry(String name, String architecture) {
        return """
                Package: %s
                Version: 1.0
                Architecture: %s
                Filename: pool/%1$s.deb
                Size: 1
                SHA256: %3$s

                """.formatted(name, architecture, "0".repeat(64));
    }

    /** Has an index, in two forms. */
    SampleArchive index(String path, String text) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        listed(path, text.getBytes(UTF_8));
        return listed(path + Compression.GZIP.extension(), packed.toByteArray());
    }

    /** Has a file that Release vouches for. */
    SampleArchive listed(String path, byte[] bytes) throws Exception {
        DigestingOutput output = new DigestingOutput(OutputStream.nullOutputStream(), Set.of(DigestAlgorithm.SHA512));
        output.write(bytes);
        ListedFile file = output.toFile(path);
        indexes.removeIf(other -> other.path().equals(path));
        indexes.add(file);
        files.put("dists/stable/" + path, bytes);
        ByHash.paths(file).forEach(hashed -> files.put("dists/stable/" + hashed, bytes));
        return this;
    }

    ReleaseBuilder release() {
        return ReleaseFile.of(now.minus(Duration.ofHours(1)))
                .origin("Acme")
                .suite("stable")
                .codename("rocket")
                .validUntil(now.plus(Duration.ofDays(7)))
                .acquireByHash()
                .architectures(List.of("amd64", "arm64"))
                .components(List.of("main"))
                .files(indexes);
    }

    /** Signs what it has, and what a test makes of it. */
    SampleArchive sign(SigningKey key, UnaryOperator<ReleaseBuilder> change) throws Exception {
        byte[] release = change.apply(release()).build().bytes();
        return put("dists/stable/InRelease", new ReleaseSigning(List.of(key), now).clearSign(release));
    }

    SampleArchive put(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    byte[] get(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new AssertionError(path + ": expected it in " + files.keySet());
        }
        return bytes;
    }

    /** Loses every file that is called so, also those by their digests if they are meant. */
    SampleArchive without(String pattern) {
        files.keySet().removeIf(path -> path.matches(pattern));
        return this;
    }

    @Override
    public Optional<byte[]> read(String path, int most) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            return Optional.empty();
        }
        return Optional.of(bytes.length > most ? Arrays.copyOf(bytes, most + 1) : bytes);
    }
}
