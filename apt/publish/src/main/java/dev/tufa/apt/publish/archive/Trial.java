package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.publish.check.AptCheck;
import dev.tufa.apt.publish.check.Outside;
import dev.tufa.apt.publish.check.TriedSuite;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.suite.SuiteDraft;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has apt-get try drafts before they are published. */
final class Trial {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final Catalog catalog;

    Trial(Disk disk, ArchiveLayout layout, Catalog catalog) {
        this.disk = disk;
        this.layout = layout;
        this.catalog = catalog;
    }

    /** Refuses drafts that apt-get would not take. */
    void require(List<SignedRelease> releases, byte[] keys) throws IOException, ArchiveException {
        if (!AptCheck.isPossible()) {
            throw new ArchiveException(
                    "Check: expected an apt-get to try the archive with, as archive.conf says, got none;"
                            + " set Check to none where there is none");
        }
        List<String> problems = new ArrayList<>();
        try (AptCheck check = AptCheck.begin()) {
            for (SignedRelease release : releases) {
                problems.addAll(check.problems(tried(
                        release.draft(),
                        release.inRelease(),
                        keys,
                        release.draft().added())));
            }
        }
        if (!problems.isEmpty()) {
            throw ArchiveException.ofSeveral(problems);
        }
    }

    private TriedSuite tried(SuiteDraft draft, byte[] inRelease, byte[] keys, Collection<PackageId> packages)
            throws IOException, ArchiveException {
        List<TriedSuite.Deb> debs = new ArrayList<>();
        for (PackageId id : packages) {
            if (!id.isSource()) {
                debs.add(deb(id));
            }
        }
        Map<String, String> outside = new HashMap<>();
        for (String architecture : draft.conf().binaryArchitectures()) {
            outside.put(architecture, outside(draft, architecture));
        }
        return new TriedSuite(
                draft.conf().name(),
                draft.conf().components(),
                draft.conf().binaryArchitectures(),
                inRelease,
                layout.dist(draft.conf().name()),
                keys,
                debs,
                outside);
    }

    private TriedSuite.Deb deb(PackageId id) throws IOException {
        PooledPackage pooled =
                catalog.find(id).orElseThrow(() -> new IOException("catalog: expected %s, got nothing".formatted(id)));
        PoolFile file = pooled.files().get(0);
        Path staged = layout.stagedFile(file.sha256());
        return new TriedSuite.Deb(
                id.name(),
                id.version(),
                id.architecture(),
                file.path(),
                disk.exists(staged) ? staged : layout.published(file.path()));
    }

    private static String outside(SuiteDraft draft, String architecture) throws IOException, ArchiveException {
        List<Stanza> stanzas = draft.binaries(architecture, Outside.FIELDS);
        try {
            return Outside.installed(stanzas, architecture);
        } catch (PolicyException e) {
            throw new ArchiveException("suite %s: %s".formatted(draft.conf().name(), e.getMessage()), e);
        }
    }
}
