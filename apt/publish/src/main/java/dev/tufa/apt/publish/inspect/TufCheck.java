package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.tuf.PublishedTuf;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Rule;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Verifies what TUF says of an archive, as a client that begins with the first root. */
final class TufCheck {
    private static final String METADATA = "tuf";

    private final Path published;
    private final List<Finding> findings;
    private final PublishedTuf tuf;

    private TufCheck(Path published, List<Finding> findings, PublishedTuf tuf) {
        this.published = published;
        this.findings = findings;
        this.tuf = tuf;
    }

    /** A check of metadata that a client trusts; empty if it does not, which is told. */
    static Optional<TufCheck> begin(Path published, Instant now, List<Finding> findings) {
        try {
            PublishedTuf tuf = PublishedTuf.read(published.resolve(METADATA), now);
            return Optional.of(new TufCheck(published, findings, tuf));
        } catch (TrustException e) {
            findings.add(new Finding(Rule.TUF, METADATA, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            findings.add(new Finding(Rule.TUF, METADATA, FileCheck.unreadable(e)));
        }
        return Optional.empty();
    }

    /** The files that sign a suite: clients find what is published, under both of its names. */
    void release(String suite) throws IOException {
        for (String form : List.of(SuiteFiles.IN_RELEASE, SuiteFiles.RELEASE, SuiteFiles.RELEASE_GPG)) {
            String path = "dists/%s/%s".formatted(suite, form);
            Optional<byte[]> bytes = read(path);
            if (bytes.isPresent()) {
                String sha256 = Sha256.hex(bytes.get());
                describes(new PoolFile(path, bytes.get().length, sha256));
                String prefixed = SuiteFiles.prefixed(path, sha256);
                if (!read(prefixed).map(Sha256::hex).equals(Optional.of(sha256))) {
                    findings.add(new Finding(
                            Rule.TUF,
                            prefixed,
                            "expected the bytes of %s, for clients with consistent snapshots, got others or none"
                                    .formatted(path)));
                }
            }
        }
    }

    /** A file that is read whole. */
    void file(String path) throws IOException {
        Optional<byte[]> bytes = read(path);
        if (bytes.isPresent()) {
            describes(new PoolFile(path, bytes.get().length, Sha256.hex(bytes.get())));
        }
    }

    /** Files of the pool, as the indexes name them. */
    void pool(Collection<PoolFile> files) {
        files.forEach(this::describes);
    }

    private void describes(PoolFile file) {
        try {
            Optional<TargetFile> found = tuf.find(file.path());
            String expected = "%d bytes with SHA-256 %s".formatted(file.size(), file.sha256());
            String got = found.map(TufCheck::words).orElse("nothing");
            if (!expected.equals(got)) {
                findings.add(new Finding(
                        Rule.TUF, file.path(), "expected TUF to describe %s, got %s".formatted(expected, got)));
            }
        } catch (TrustException e) {
            findings.add(new Finding(Rule.TUF, file.path(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            findings.add(new Finding(Rule.TUF, file.path(), FileCheck.unreadable(e)));
        }
    }

    private static String words(TargetFile found) {
        return "%d bytes with SHA-256 %s"
                .formatted(found.length(), found.hashes().hexByFunction().get(HashFunction.SHA256.text()));
    }

    private Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(published.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
