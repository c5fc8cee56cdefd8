package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes that wait for the next publication: of each package in each place the last one. */
final class Staged {
    private final Disk disk;
    private final Path folder;
    private final Path file;

    Staged(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.folder = layout.staged();
        this.file = layout.stagedChanges();
    }

    List<MemberChange> read() throws IOException {
        return disk.exists(file) ? MemberChange.read(file.toString(), disk.read(file)) : List.of();
    }

    void add(Collection<MemberChange> changes) throws IOException {
        Map<List<Object>, MemberChange> all = new LinkedHashMap<>();
        List<MemberChange> both = new ArrayList<>(read());
        both.addAll(changes);
        for (MemberChange change : both) {
            List<Object> place = List.of(change.suite(), change.component(), change.id());
            all.remove(place);
            all.put(place, change);
        }
        write(all.values());
    }

    /** Leaves those of other suites. */
    void remove(Collection<String> suites) throws IOException {
        List<MemberChange> all = read();
        List<MemberChange> kept =
                all.stream().filter(change -> !suites.contains(change.suite())).toList();
        if (kept.size() < all.size()) {
            write(kept);
        }
    }

    private void write(Collection<MemberChange> changes) throws IOException {
        if (changes.isEmpty()) {
            if (disk.exists(file)) {
                disk.delete(file);
                disk.sync(folder);
            }
            return;
        }
        DurableBatch batch = new DurableBatch(disk);
        batch.replace(file, MemberChange.write(changes), Access.PRIVATE);
        batch.write();
    }
}
