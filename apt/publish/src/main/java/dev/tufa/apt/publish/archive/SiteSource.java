package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.site.PackageFacts;
import dev.tufa.apt.publish.site.Site;
import dev.tufa.apt.publish.site.SiteFacts;
import dev.tufa.apt.publish.site.SitePages;
import dev.tufa.apt.publish.site.SuiteFacts;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is published of an archive, for the pages about it. */
final class SiteSource {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;

    SiteSource(Disk disk, ArchiveLayout layout, ArchiveConf conf) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
    }

    Site site(Optional<String> title, Instant now) throws IOException, ArchiveException {
        List<SuiteFacts> suites = new ArrayList<>();
        for (SuiteConf suite : conf.suites()) {
            PublishedSuite published = PublishedSuite.read(disk, layout.suite(suite.name()));
            if (published.release().isPresent()) {
                suites.add(facts(suite, published, published.release().get()));
            }
        }
        if (suites.isEmpty()) {
            throw new ArchiveException("archive: expected a suite that was published, got none");
        }
        Map<String, VerifiedAptFile> aptFiles = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        for (String name : new AptFiles(disk, layout).names()) {
            try {
                aptFiles.put(name, VerifiedAptFile.read(disk.read(layout.published(name)), now));
            } catch (AptFileException e) {
                leftOut.add("%s: %s".formatted(Printable.of(name), Printable.of(String.valueOf(e.getMessage()))));
            }
        }
        Optional<String> root = conf.tuf() == ArchiveConf.TufScope.NONE
                ? Optional.empty()
                : Optional.of(Sha256.hex(disk.read(layout.tufMetadata().resolve("1.root.json"))));
        SiteFacts facts = new SiteFacts(
                title.orElse(conf.label()),
                conf.origin(),
                AptFileDraft.url(conf),
                suites,
                aptFiles,
                certificates(),
                root,
                now);
        return new Site(new TreeMap<>(SitePages.of(facts)), leftOut);
    }

    private static SuiteFacts facts(SuiteConf suite, PublishedSuite published, ReleaseFile release) throws IOException {
        Map<PackageId, String> summaries = new HashMap<>();
        for (String component : suite.components()) {
            published.describe(component, summaries::put);
        }
        return new SuiteFacts(suite, release.date(), release.validUntil(), PackageFacts.of(summaries));
    }

    private List<Certificate> certificates() throws IOException {
        try {
            return Certificate.readKeyring(disk.read(layout.published(ArchiveLayout.KEYS)));
        } catch (OpenPgpException e) {
            throw new IOException("%s: %s".formatted(ArchiveLayout.KEYS, e.getMessage()), e);
        }
    }
}
