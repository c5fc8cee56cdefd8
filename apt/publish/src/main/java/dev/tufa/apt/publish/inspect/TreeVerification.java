package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.apt.publish.verify.Rule;
import dev.tufa.apt.publish.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies suites, published or about to be. It changes nothing. */
public final class TreeVerification {
    private final VerifyOptions.Depth depth;
    private final Trial trial;
    private final Progress progress;
    private final Instant now;
    private final FileCheck files = new FileCheck();

    /** A verification; files that have not changed are read once by it. */
    public TreeVerification(VerifyOptions.Depth depth, Trial trial, Progress progress, Instant now) {
        this.depth = depth;
        this.trial = trial;
        this.progress = progress;
        this.now = now;
    }

    /** Whether apt-get tries suites. */
    public enum Trial {
        /** It does. */
        APT,
        /** It does not. */
        NONE
    }

    /**
     * What is wrong with published suites.
     *
     * @param published the folder that is served
     * @param keyFile the archive's certificates, relative to that
     */
    public List<Finding> published(Path published, List<String> suites, String keyFile, ArchiveConf.TufScope scope)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<Certificate> keys = keys(published, keyFile, findings);
        Optional<TufCheck> tuf =
                scope == ArchiveConf.TufScope.NONE ? Optional.empty() : TufCheck.begin(published, now, findings);
        if (tuf.isPresent()) {
            tuf.get().file(keyFile);
        }
        for (String suite : suites) {
            Optional<SuiteContent> content = suite(new PublishedPlace(published, suite), keys, findings);
            if (tuf.isPresent()) {
                tuf.get().release(suite);
                if (content.isPresent() && scope == ArchiveConf.TufScope.PACKAGES) {
                    tuf.get().pool(content.get().files().values());
                }
            }
        }
        return findings;
    }

    /** What is wrong with a suite by itself. */
    public List<Finding> suite(SuitePlace place, List<Certificate> keys) throws IOException {
        List<Finding> findings = new ArrayList<>();
        suite(place, keys, findings);
        return findings;
    }

    private Optional<SuiteContent> suite(SuitePlace place, List<Certificate> keys, List<Finding> findings)
            throws IOException {
        Optional<ReleaseFile> release = new ReleaseCheck(place, keys, now, findings).check();
        if (release.isEmpty()) {
            return Optional.empty();
        }
        SuiteContent content = new IndexCheck(place, files, findings).check(release.get());
        findings.addAll(new PoolCheck(place, files, depth, progress)
                .check(content.files().values()));
        if (trial == Trial.APT) {
            new AptTrial(place, findings).run(content, keys);
        }
        return Optional.of(content);
    }

    private static List<Certificate> keys(Path published, String keyFile, List<Finding> findings) throws IOException {
        try {
            List<Certificate> keys = Keyring.read(Files.readAllBytes(published.resolve(keyFile)));
            if (keys.isEmpty()) {
                findings.add(new Finding(Rule.SIGNATURE, keyFile, "expected certificates, got none"));
            }
            return keys;
        } catch (NoSuchFileException e) {
            findings.add(new Finding(Rule.SIGNATURE, keyFile, "expected certificates, got no file"));
        } catch (OpenPgpException e) {
            findings.add(new Finding(Rule.SIGNATURE, keyFile, String.valueOf(e.getMessage())));
        }
        return List.of();
    }
}
