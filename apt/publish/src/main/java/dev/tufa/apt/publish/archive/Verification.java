package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.check.AptCheck;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.inspect.TreeVerification;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Progress;
import dev.tufa.apt.publish.verify.Rule;
import dev.tufa.apt.publish.verify.VerifyOptions;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Verifies an archive. Whoever publishes meanwhile is not kept from it: what was found in the middle of that is looked at again. */
final class Verification {
    /** So often is a tree looked at that changes every time. */
    private static final int MOST_ATTEMPTS = 5;

    private static final String NONE = "none";

    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;
    private final VerifyOptions options;
    private final TreeVerification.Trial trial;
    private final TreeVerification tree;

    Verification(
            Disk disk, ArchiveLayout layout, ArchiveConf conf, VerifyOptions options, Progress progress, Instant now)
            throws ArchiveException {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
        this.options = options;
        this.trial = options.trial() == VerifyOptions.Trial.AS_CONFIGURED && conf.check() == ArchiveConf.Check.APT
                ? TreeVerification.Trial.APT
                : TreeVerification.Trial.NONE;
        if (trial == TreeVerification.Trial.APT && !AptCheck.isPossible()) {
            throw new ArchiveException(
                    "Check: expected an apt-get to try the archive with, as archive.conf says, got none;"
                            + " set Check to none where there is none");
        }
        this.tree = new TreeVerification(options.depth(), trial, progress, now);
    }

    List<Finding> published() throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<String> suites = suites();
            List<String> before = mark(suites);
            List<Finding> findings = new ArrayList<>();
            if (disk.exists(layout.journal())) {
                findings.add(
                        new Finding(
                                Rule.UNFINISHED,
                                "dists",
                                "expected no publication under way, got one; if it was stopped, tufa archive publish brings it to its end"));
            }
            findings.addAll(tree.published(layout.published(), suites, ArchiveLayout.KEYS, conf.tuf()));
            if (findings.isEmpty() || attempt == MOST_ATTEMPTS || before.equals(mark(suites))) {
                return findings;
            }
        }
    }

    List<Finding> staged(List<SignedRelease> releases) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (SignedRelease release : releases) {
            findings.addAll(tree.suite(new StagedPlace(disk, layout, release), release.signers()));
        }
        return findings;
    }

    /** Those that are meant, and without a word about which, those that were published. */
    private List<String> suites() throws IOException {
        if (!options.suites().isEmpty()) {
            return options.suites();
        }
        List<String> suites = new ArrayList<>();
        for (SuiteConf suite : conf.suites()) {
            if (PublishedSuite.read(disk, layout.suite(suite.name())).serial() > 0) {
                suites.add(suite.name());
            }
        }
        return suites;
    }

    /** What is different after somebody has published. */
    private List<String> mark(List<String> suites) throws IOException {
        List<String> mark = new ArrayList<>();
        mark.add(digest(layout.journal()));
        mark.add(digest(layout.tufMetadata().resolve("timestamp.json")));
        for (String suite : suites) {
            mark.add(digest(layout.dist(suite).resolve(SuiteFiles.IN_RELEASE)));
        }
        return mark;
    }

    private String digest(Path file) throws IOException {
        try {
            return Sha256.hex(disk.read(file));
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }
}
