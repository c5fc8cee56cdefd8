package dev.tufa.apt.publish.site;

import dev.tufa.apt.publish.conf.SuiteConf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What pages tell of a suite.
 *
 * @param conf what it keeps to
 * @param date when it was published
 * @param validUntil until when apt takes it
 * @param packages by name
 */
public record SuiteFacts(SuiteConf conf, Instant date, Optional<Instant> validUntil, List<PackageFacts> packages) {
    /** A suite with its packages in order. */
    public SuiteFacts {
        packages = List.copyOf(packages);
    }
}
