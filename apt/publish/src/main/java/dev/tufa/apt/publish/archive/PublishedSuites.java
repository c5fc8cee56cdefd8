package dev.tufa.apt.publish.archive;

import dev.tufa.apt.publish.suite.PublishedSuite;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What suites were published as last; what was read once is read again when somebody has published since. */
final class PublishedSuites {
    private final Disk disk;
    private final ArchiveLayout layout;
    private final Map<String, PublishedSuite> known = new HashMap<>();

    PublishedSuites(Disk disk, ArchiveLayout layout) {
        this.disk = disk;
        this.layout = layout;
    }

    synchronized PublishedSuite of(String suite) throws IOException {
        PublishedSuite now = PublishedSuite.read(disk, layout.suite(suite), Optional.ofNullable(known.get(suite)));
        known.put(suite, now);
        return now;
    }
}
