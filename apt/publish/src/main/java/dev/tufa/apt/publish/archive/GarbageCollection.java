package dev.tufa.apt.publish.archive;

import dev.tufa.apt.archive.index.ListedFile;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.pool.PooledPackage;
import dev.tufa.apt.publish.pool.Sha256;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes what nothing needs: marks everything that a remembered publication, a snapshot or something staged names, and sweeps the rest
 * once it is old enough.
 */
final class GarbageCollection {
    /** Behind the number of a publication that is no longer remembered, until its files are gone. */
    private static final String FORGOTTEN = ".forgotten";

    private final Disk disk;
    private final ArchiveLayout layout;
    private final ArchiveConf conf;
    private final Catalog catalog;
    private final CollectOptions options;
    private final Instant now;
    private final Set<Path> needed = new HashSet<>();
    private final Set<PackageId> members = new HashSet<>();
    private final TreeMap<String, Path> swept = new TreeMap<>();
    private final List<Path> outdated = new ArrayList<>();

    GarbageCollection(
            Disk disk, ArchiveLayout layout, ArchiveConf conf, Catalog catalog, CollectOptions options, Instant now) {
        this.disk = disk;
        this.layout = layout;
        this.conf = conf;
        this.catalog = catalog;
        this.options = options;
        this.now = now;
    }

    Collected collect() throws IOException {
        for (SuiteConf suite : conf.suites()) {
            markSuite(suite);
        }
        Set<PackageId> staged = new HashSet<>();
        for (MemberChange change : new Staged(disk, layout).read()) {
            staged.add(change.id());
        }
        members.addAll(staged);
        members.addAll(new Snapshots(disk, layout).members());
        List<PackageId> gone = new ArrayList<>();
        for (PackageId id : catalog.ids()) {
            List<PoolFile> files = catalog.find(id).map(PooledPackage::files).orElse(List.of());
            if (members.contains(id) || files.stream().anyMatch(file -> isYoung(layout.published(file.path())))) {
                for (PoolFile file : files) {
                    Path pooled = layout.published(file.path());
                    needed.add(pooled);
                    if (staged.contains(id) || !disk.exists(pooled)) {
                        needed.add(layout.stagedFile(file.sha256()));
                    }
                }
            } else {
                gone.add(id);
            }
        }
        for (SuiteConf suite : conf.suites()) {
            sweep(layout.dist(suite.name()));
        }
        sweep(layout.published("pool"));
        sweepAptFiles();
        sweep(layout.stagedFiles());
        sweepKeys();
        long bytes = 0;
        for (Path file : swept.values()) {
            bytes += disk.length(file);
        }
        if (options.action() == CollectOptions.Action.REMOVE) {
            remove(gone);
        }
        return new Collected(List.copyOf(swept.keySet()), bytes);
    }

    /** First what leads to a file is forgotten, then the file: a stop between both leaves a file that is swept next time. */
    private void remove(List<PackageId> gone) throws IOException {
        List<Path> forgotten = new ArrayList<>();
        for (Path folder : outdated) {
            forgotten.add(forget(folder));
        }
        if (!forgotten.isEmpty()) {
            disk.syncAll(forgotten.stream().map(Path::getParent).distinct().toList());
        }
        if (!gone.isEmpty()) {
            disk.delete(layout.seen());
            disk.sync(layout.secret());
            catalog.remove(gone);
            catalog.write();
        }
        for (Path file : swept.values()) {
            disk.delete(file);
        }
        for (Path folder : forgotten) {
            for (Path file : disk.list(folder)) {
                disk.delete(file);
            }
            disk.delete(folder);
        }
    }

    /** Gives a folder of what is remembered a name under which nobody looks, so that it is never taken for a whole one again. */
    private Path forget(Path folder) throws IOException {
        String name = String.valueOf(folder.getFileName());
        if (name.endsWith(FORGOTTEN)) {
            return folder;
        }
        Path forgotten = folder.resolveSibling(name + FORGOTTEN);
        disk.rename(folder, forgotten);
        return forgotten;
    }

    private void markSuite(SuiteConf suite) throws IOException {
        Path folder = layout.suite(suite.name());
        long current = PublishedSuite.read(disk, folder).serial();
        List<Long> serials = PublishedSuite.serials(disk, folder);
        List<Long> finished =
                serials.stream().filter(serial -> serial <= current).toList();
        for (int i = 0; i < finished.size(); i++) {
            boolean isOld = i < finished.size() - options.publications()
                    && !isYoung(remembered(folder, finished.get(i + 1)).resolve(SuiteFiles.RELEASE));
            if (isOld) {
                outdated.add(remembered(folder, finished.get(i)));
            } else {
                mark(suite, PublishedSuite.read(disk, folder, finished.get(i)));
            }
        }
        for (long serial : serials) {
            if (serial > current && !isYoung(remembered(folder, serial))) {
                outdated.add(remembered(folder, serial));
            }
        }
        for (Path entry : disk.list(folder)) {
            if (String.valueOf(entry.getFileName()).endsWith(FORGOTTEN)) {
                outdated.add(entry);
            }
        }
    }

    private static Path remembered(Path folder, long serial) {
        return folder.resolve(Long.toString(serial));
    }

    private void mark(SuiteConf suite, PublishedSuite published) throws IOException {
        ReleaseFile release = published.release().orElseThrow();
        Path dist = layout.dist(suite.name());
        for (ListedFile file : release.files()) {
            needed.add(dist.resolve(file.path()));
            needed.add(dist.resolve(SuiteFiles.byHash(file)));
        }
        for (String name : List.of(SuiteFiles.RELEASE, SuiteFiles.RELEASE_GPG, SuiteFiles.IN_RELEASE)) {
            needed.add(dist.resolve(name));
            needed.add(dist.resolve(SuiteFiles.prefixed(name, Sha256.hex(disk.read(published.remembered(name))))));
        }
        for (String component : release.components()) {
            members.addAll(published.members(component));
        }
    }

    private void sweep(Path folder) throws IOException {
        for (Path entry : disk.list(folder)) {
            if (disk.attributes(entry, LinkOption.NOFOLLOW_LINKS).isDirectory()) {
                sweep(entry);
            } else if (!needed.contains(entry)
                    && (!isYoung(entry) || DurableBatch.isUnfinished(String.valueOf(entry.getFileName())))) {
                swept.put(layout.root().relativize(entry).toString(), entry);
            }
        }
    }

    /** Certificates under names by their digests, as TUF clients ask for them; whatever else is there is not of this making. */
    private void sweepKeys() throws IOException {
        Path keys = layout.published(ArchiveLayout.KEYS);
        String name = String.valueOf(keys.getFileName());
        String needed = disk.exists(keys) ? SuiteFiles.prefixed(name, Sha256.hex(disk.read(keys))) : name;
        for (Path entry : disk.list(layout.published("keys"))) {
            String other = String.valueOf(entry.getFileName());
            if (other.endsWith('.' + name) && !other.equals(needed) && !isYoung(entry)) {
                swept.put(layout.root().relativize(entry).toString(), entry);
            }
        }
    }

    /** Copies that TUF clients do not ask for any more: how long, the file that came after says. */
    private void sweepAptFiles() throws IOException {
        AptFiles files = new AptFiles(disk, layout);
        Set<String> named = new HashSet<>();
        for (String name : files.names()) {
            if (isYoung(layout.published(name))) {
                return;
            }
            named.add(files.prefixed(name));
        }
        for (String copy : files.prefixed()) {
            Path file = layout.published(copy);
            if (!named.contains(copy) && !isYoung(file)) {
                swept.put(layout.root().relativize(file).toString(), file);
            }
        }
    }

    /**
     * Whether something was written within the grace. That is about what no publication came to name: what one named stays until those
     * that followed are older than that.
     */
    private boolean isYoung(Path path) {
        try {
            Instant written = disk.attributes(path).lastModifiedTime().toInstant();
            return written.isAfter(now.minus(options.grace()));
        } catch (IOException e) { // it is gone
            return false;
        }
    }
}
