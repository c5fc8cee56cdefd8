package dev.tufa.apt.publish.file;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.install.file.ArchiveEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;

/** Whether a Release file is of the suite that an entry asks for, with all that it asks for, now. */
final class ReleaseChecks {
    /** By so much a Release file may be ahead of apt's clock. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    private ReleaseChecks() {}

    static void check(
            ReleaseFile release,
            ArchiveEntry entry,
            NavigableSet<String> architectures,
            Instant now,
            ArchiveLint.Told told) {
        dates(release, now, told);
        if (!release.acquireByHash()) {
            told.tell(
                    LintRule.NO_BY_HASH,
                    "Acquire-By-Hash: expected yes, got no; whoever updates while it is published anew may get files that do not go together");
        }
        if (entry.isFlat()) {
            return;
        }
        Optional<String> suite = Optional.of(entry.suite());
        if (!release.suite().equals(suite) && !release.codename().equals(suite)) {
            told.tell(
                    LintRule.OTHER_SUITE,
                    "expected Suite or Codename to be %s, got %s and %s"
                            .formatted(
                                    entry.suite(),
                                    release.suite().orElse("none"),
                                    release.codename().orElse("none")));
        }
        for (String component : entry.components()) {
            if (!release.components().isEmpty() && !release.components().contains(component)) {
                told.tell(
                        LintRule.NO_COMPONENT,
                        "Components: expected %s, got %s".formatted(component, String.join(" ", release.components())));
            }
        }
        for (String architecture : architectures) {
            if (entry.type() == ArchiveEntry.Type.PACKAGES
                    && !release.architectures().contains(architecture)) {
                told.tell(
                        LintRule.NO_ARCHITECTURE,
                        "Architectures: expected %s, got %s"
                                .formatted(
                                        architecture,
                                        release.architectures().isEmpty()
                                                ? "none"
                                                : String.join(" ", release.architectures())));
            }
        }
    }

    private static void dates(ReleaseFile release, Instant now, ArchiveLint.Told told) {
        if (release.date().isAfter(now.plus(AHEAD))) {
            told.tell(LintRule.DATES, "Date: expected a time until %s, got %s".formatted(now, release.date()));
        }
        if (release.validUntil().isEmpty()) {
            told.tell(
                    LintRule.NO_VALID_UNTIL,
                    "Valid-Until: expected a time, got none; whoever is on the way can keep updates back for ever");
        } else if (!release.validUntil().get().isAfter(now)) {
            told.tell(
                    LintRule.DATES,
                    "Valid-Until: expected a time after %s, got %s"
                            .formatted(now, release.validUntil().get()));
        }
    }
}
