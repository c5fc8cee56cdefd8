package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.TargetRow;
import dev.tufa.tuf.repository.index.UnnamedFile;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Removes what no client can ask for any more. What is published names a file or does not; since when it does not is in the index, and for
 * files that the index has never heard of it is when they were first found here. The caller holds the repository's lock.
 *
 * <p>Roots stay for ever. A version above the published one stays as well: it is what remembers that the number was used.
 */
final class GarbageCollection {
    /** So many files are in a line of the log. */
    private static final int BATCH = 500;

    private final Disk disk;
    private final Layout layout;
    private final ClientUpdate live;
    private final Graces graces;
    private final CollectOptions.Mode mode;
    private final Instant now;
    private long reserved;
    private long unknown;

    GarbageCollection(
            Disk disk, Layout layout, ClientUpdate live, Graces graces, CollectOptions.Mode mode, Instant now) {
        this.disk = disk;
        this.layout = layout;
        this.live = live;
        this.graces = graces;
        this.mode = mode;
        this.now = now;
    }

    /** Marks with an index that stands for what is published, and sweeps. */
    Collected run(IndexFile index) throws IOException, TrustException {
        index.requireWhole();
        index.begin(IndexFile.Purpose.CHANGE);
        index.unnamed().date(now);
        mark(index);
        index.commit();
        OptionalLong firstAlive = index.publications().firstAlive(now);
        List<Collected.Removed> removed = new ArrayList<>();
        long waiting = 0;
        Optional<Instant> next = Optional.empty();
        for (UnnamedFile file : index.unnamed().all()) {
            if (isReserved(file)) {
                reserved++;
                continue;
            }
            Instant since = file.at().orElse(now);
            Instant due = since.plus(grace(file));
            boolean reachable = firstAlive.isPresent() && firstAlive.getAsLong() < file.publication();
            if (due.isAfter(now) || reachable || isNamed(file)) {
                waiting++;
                next = Optional.of(next.filter(earlier -> earlier.isBefore(due)).orElse(due));
            } else {
                removed.add(new Collected.Removed(file.path(), disk.length(layout.at(file.path())), since));
            }
        }
        if (mode == CollectOptions.Mode.REMOVE) {
            sweep(index, removed);
        }
        return new Collected(removed, waiting, next, reserved, unknown);
    }

    private Duration grace(UnnamedFile file) {
        return TreeFiles.copy(file.path()).isPresent() ? graces.targets() : graces.metadata();
    }

    /** Brings the list of files that nothing names to what is on the disk. */
    private void mark(IndexFile index) throws IOException {
        Map<String, UnnamedFile> listed = new HashMap<>();
        index.unnamed().all().forEach(file -> listed.put(file.path(), file));
        Set<String> found = new HashSet<>();
        new TreeFiles(disk, layout).each(new TreeFiles.Visitor() {
            @Override
            public void metadata(String path, String fileName) throws IOException {
                Optional<MetadataName> name = TreeFiles.removable(fileName);
                if (name.isPresent()
                        && name.get().version().getAsLong()
                                != TreeFiles.published(live, name.get().role())) {
                    add(path);
                } else if (MetadataName.parse(fileName).isEmpty()) {
                    unknown++;
                }
            }

            @Override
            public void target(String path, Optional<TreeFiles.Copy> copy) throws IOException {
                if (copy.isEmpty()) {
                    unknown++;
                } else if (!isNamed(index, copy.get())) {
                    add(path);
                }
            }

            private void add(String path) throws IOException {
                found.add(path);
                if (!listed.containsKey(path)) {
                    long next = live.timestamp().version() + 1; // whatever came before may have led there
                    index.unnamed().add(new UnnamedFile(path, next, Optional.of(now)));
                }
            }
        });
        for (String path : listed.keySet()) {
            if (!found.contains(path)) { // named again, or gone
                index.unnamed().remove(path);
            }
        }
    }

    private static boolean isNamed(IndexFile index, TreeFiles.Copy copy) throws IOException {
        for (TargetRow target : index.targets().find(copy.targetPath())) {
            if (target.hashes().values().stream().anyMatch(copy.hash()::equalsIgnoreCase)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReserved(UnnamedFile file) {
        return TreeFiles.copy(file.path()).isEmpty()
                && metadataName(file)
                        .filter(name -> name.version().getAsLong() > TreeFiles.published(live, name.role()))
                        .isPresent();
    }

    private static Optional<MetadataName> metadataName(UnnamedFile file) {
        return TreeFiles.removable(file.path().substring(file.path().lastIndexOf('/') + 1));
    }

    /** Whether a client comes to a file, by the published files themselves: the index is not believed alone. */
    private boolean isNamed(UnnamedFile file) throws IOException, TrustException {
        Optional<TreeFiles.Copy> copy = TreeFiles.copy(file.path());
        if (copy.isEmpty()) {
            return metadataName(file)
                    .filter(name -> name.version().getAsLong() != TreeFiles.published(live, name.role()))
                    .isEmpty();
        }
        Optional<DelegationSearch.Found> found = live.find(copy.get().targetPath());
        return found.isPresent()
                && found.get().target().hashes().hexByFunction().values().stream()
                        .anyMatch(copy.get().hash()::equalsIgnoreCase);
    }

    private void sweep(IndexFile index, List<Collected.Removed> files) throws IOException {
        RemovalLog log = new RemovalLog(disk, layout);
        for (int start = 0; start < files.size(); start += BATCH) {
            List<String> paths = files.subList(start, Math.min(files.size(), start + BATCH)).stream()
                    .map(Collected.Removed::path)
                    .toList();
            log.add(now, live.timestamp().version(), paths);
            for (String path : paths) {
                disk.delete(layout.at(path));
            }
            index.begin(IndexFile.Purpose.CHANGE);
            for (String path : paths) {
                index.unnamed().remove(path);
            }
            index.commit();
        }
    }
}
