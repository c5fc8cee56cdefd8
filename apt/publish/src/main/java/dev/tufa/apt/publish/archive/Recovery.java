package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.tuf.TufBeside;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;

/** Brings a publication that was stopped to its end, or gives it up if TUF never came to vouch for it. */
final class Recovery {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;

    Recovery(Disk disk, ArchiveLayout layout, ArchiveConf conf) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
    }

    void recover() throws IOException, RepositoryException, TrustException {
        if (!disk.exists(layout.journal())) {
            return;
        }
        Publication publication = Publication.read(layout.journal().toString(), disk.read(layout.journal()));
        if (conf.tuf() == ArchiveConf.TufScope.NONE || isVouchedFor(publication)) {
            new Switch(disk, layout).carryOut(publication);
        } else {
            disk.delete(layout.journal());
            disk.sync(layout.secret());
        }
    }

    private boolean isVouchedFor(Publication publication) throws IOException, RepositoryException, TrustException {
        TufBeside tuf = TufBeside.open(layout.tuf(), disk);
        tuf.repository().recover();
        for (Publication.OfSuite suite : publication.suites()) {
            String path = "dists/%s/%s".formatted(suite.name(), SuiteFiles.IN_RELEASE);
            if (!tuf.describes(new PoolFile(path, suite.length(), suite.inRelease()))) {
                return false;
            }
        }
        return true;
    }
}
