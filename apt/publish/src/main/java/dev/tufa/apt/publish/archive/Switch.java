package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Gives what was made for a publication the names under which clients without by-hash or TUF look for it: indexes first, the signed
 * release last. It can be done again from any point at which it was stopped.
 */
final class Switch {
    /** What is remembered of a publication: the certificates of those who signed it. */
    static final String CERTIFICATES = "archive.asc";

    private final Disk disk;
    private final ArchiveLayout layout;

    Switch(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /** Brings a publication to its end. */
    void carryOut(Publication publication) throws IOException {
        showCertificates(publication.suites().get(0)); // the same of each
        for (Publication.OfSuite suite : publication.suites()) {
            show(suite);
        }
        DurableBatch pointers = new DurableBatch(disk);
        for (Publication.OfSuite suite : publication.suites()) {
            pointers.replace(
                    layout.suite(suite.name()).resolve(PublishedSuite.CURRENT),
                    (suite.serial() + "\n").getBytes(StandardCharsets.US_ASCII),
                    Access.PRIVATE);
        }
        pointers.write();
        new Staged(disk, layout)
                .remove(publication.suites().stream()
                        .filter(suite -> suite.fate() == Publication.Fate.PUBLISHED)
                        .map(Publication.OfSuite::name)
                        .toList());
        disk.delete(layout.journal());
        disk.sync(layout.secret());
    }

    private void showCertificates(Publication.OfSuite suite) throws IOException {
        byte[] certificates = disk.read(remembered(suite).resolve(CERTIFICATES));
        Path name = layout.published(ArchiveLayout.KEYS);
        if (!disk.exists(name) || !Arrays.equals(disk.read(name), certificates)) {
            DurableBatch batch = new DurableBatch(disk);
            batch.replace(name, certificates, Access.PUBLIC);
            batch.write();
        }
    }

    private void show(Publication.OfSuite suite) throws IOException {
        Path dist = layout.dist(suite.name());
        PublishedSuite now = PublishedSuite.read(disk, layout.suite(suite.name()), suite.serial());
        DurableBatch indexes = new DurableBatch(disk);
        for (ListedFile file : now.release().orElseThrow().files()) {
            Path name = dist.resolve(file.path());
            Path bytes = dist.resolve(SuiteFiles.byHash(file));
            if (!disk.exists(name) || !disk.isSameFile(name, bytes)) {
                indexes.link(bytes, name, Access.PUBLIC);
            }
        }
        indexes.write();
        for (List<String> names :
                List.of(List.of(SuiteFiles.RELEASE, SuiteFiles.RELEASE_GPG), List.of(SuiteFiles.IN_RELEASE))) {
            DurableBatch releases = new DurableBatch(disk);
            for (String name : names) {
                releases.replace(dist.resolve(name), disk.read(remembered(suite).resolve(name)), Access.PUBLIC);
            }
            releases.write();
        }
    }

    private Path remembered(Publication.OfSuite suite) {
        return layout.suite(suite.name()).resolve(Long.toString(suite.serial()));
    }
}
