package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteDraft;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Files of packages that leave the last suite that they are in. */
final class Leaving {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;
    private final Catalog catalog;

    Leaving(Disk disk, ArchiveLayout layout, ArchiveConf conf, Catalog catalog) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
        this.catalog = catalog;
    }

    /** Their paths when drafts take the place of what is published. */
    List<String> paths(List<SuiteDraft> drafts) throws IOException {
        Set<PackageId> leaving = new HashSet<>();
        Set<PackageId> coming = new HashSet<>();
        for (SuiteDraft draft : drafts) {
            for (MemberChange change : draft.changes()) {
                (change.action() == MemberChange.Action.REMOVE ? leaving : coming).add(change.id());
            }
        }
        leaving.removeAll(coming);
        if (leaving.isEmpty()) {
            return List.of();
        }
        Set<PackageId> staying = staying(drafts);
        leaving.removeAll(staying);
        Set<String> paths = new TreeSet<>();
        Set<String> needed = new HashSet<>();
        for (PackageId id : leaving) {
            for (PooledPackage pooled : catalog.named(id.name())) {
                if (pooled.id().equals(id)) {
                    pooled.files().forEach(file -> paths.add(file.path()));
                } else if (staying.contains(pooled.id())) {
                    pooled.files().forEach(file -> needed.add(file.path()));
                }
            }
        }
        paths.removeAll(needed); // source packages of several versions share files
        return List.copyOf(paths);
    }

    private Set<PackageId> staying(List<SuiteDraft> drafts) throws IOException {
        Set<PackageId> staying = new HashSet<>();
        for (SuiteConf suite : conf.suites()) {
            Optional<SuiteDraft> draft = drafts.stream()
                    .filter(each -> each.conf().name().equals(suite.name()))
                    .findFirst();
            if (draft.isPresent()) {
                staying.addAll(draft.get().members());
                continue;
            }
            PublishedSuite published = PublishedSuite.read(disk, layout.suite(suite.name()));
            for (String component : suite.components()) {
                staying.addAll(published.members(component));
            }
        }
        return staying;
    }
}
