package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.disk.DurableBatch;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What suites were made of at times that somebody gave names to. Their packages stay in the archive as long as they do. */
final class Snapshots {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~_-]{0,99}");

    private final Disk disk;
    private final ArchiveLayout layout;

    Snapshots(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    List<String> names() throws IOException {
        return disk.list(layout.snapshots()).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> !DurableBatch.isUnfinished(name))
                .toList();
    }

    /** The packages of a snapshot, as what would bring each of them in. */
    List<MemberChange> read(String name) throws IOException, ArchiveException {
        if (!names().contains(name)) {
            throw new ArchiveException("snapshot: expected one of %s, got \"%s\"".formatted(names(), name));
        }
        Path file = file(name);
        return MemberChange.read(file.toString(), disk.read(file));
    }

    void write(String name, String suite, Members members) throws IOException, ArchiveException {
        Path file = file(name);
        if (disk.exists(file)) {
            throw new ArchiveException("snapshot: expected a new name, got \"%s\"".formatted(name));
        }
        List<MemberChange> all = new ArrayList<>();
        members.byComponent()
                .forEach((component, ids) ->
                        ids.forEach(id -> all.add(new MemberChange(MemberChange.Action.ADD, suite, component, id))));
        DurableBatch batch = new DurableBatch(disk);
        batch.replace(file, MemberChange.write(all), Access.PRIVATE);
        batch.write();
    }

    void remove(String name) throws IOException, ArchiveException {
        read(name);
        disk.delete(file(name));
        disk.sync(layout.snapshots());
    }

    Set<PackageId> members() throws IOException {
        Set<PackageId> members = new HashSet<>();
        for (String name : names()) {
            Path file = file(name);
            MemberChange.read(file.toString(), disk.read(file)).forEach(change -> members.add(change.id()));
        }
        return members;
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches() || DurableBatch.isUnfinished(name)) {
            throw new IllegalArgumentException(
                    "snapshot: expected letters, digits and .+~_-, got \"%s\"".formatted(name));
        }
        return layout.snapshots().resolve(name);
    }
}
