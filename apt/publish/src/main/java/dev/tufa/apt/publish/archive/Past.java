package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What suites were. */
final class Past {
    private static final Pattern AGO = Pattern.compile("-[1-9][0-9]{0,8}");

    private final Disk disk;
    private final ArchiveLayout layout;

    Past(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    /**
     * What a suite was.
     *
     * @param time the name of a snapshot, or {@code -N} for N publications ago
     */
    Members of(SuiteConf suite, String time) throws IOException, ArchiveException {
        if (!AGO.matcher(time).matches()) {
            List<MemberChange> members = new Snapshots(disk, layout).read(time);
            List<MemberChange> ofSuite = members.stream()
                    .map(change -> new MemberChange(change.action(), suite.name(), change.component(), change.id()))
                    .toList();
            return Members.of(
                    suite, PublishedSuite.read(disk, layout.snapshots().resolve("none")), ofSuite);
        }
        Path folder = layout.suite(suite.name());
        PublishedSuite now = PublishedSuite.read(disk, folder);
        long serial = now.serial() + Long.parseLong(time);
        if (!PublishedSuite.serials(disk, folder).contains(serial)) {
            throw new ArchiveException("suite %s: expected a publication that is remembered, one of %s, got %d"
                    .formatted(suite.name(), PublishedSuite.serials(disk, folder), serial));
        }
        return Members.of(suite, PublishedSuite.read(disk, folder, serial), List.of());
    }
}
