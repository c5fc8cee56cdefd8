package dev.tufa.apt.publish.suite;

import dev.tufa.apt.archive.index.ReleaseBuilder;
import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.apt.publish.pool.Catalog;
import dev.tufa.tuf.repository.storage.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what a suite was, and what is to change, to what it would be. */
public final class SuiteDrafting {
    /** What is left of the time for which a release is good when it is time for the next one. */
    private static final int SHARE_LEFT = 2;

    private final Disk disk;
    private final ArchiveConf archive;
    private final Catalog catalog;

    /** Drafting for an archive. */
    public SuiteDrafting(Disk disk, ArchiveConf archive, Catalog catalog) {
        this.disk = disk;
        this.archive = archive;
        this.catalog = catalog;
    }

    /**
     * Drafts a suite.
     *
     * @param dist its published folder, into which indexes are written under names that nothing names yet
     * @param changes in order
     * @param at the date of the release; that of the one before if that is later: apt takes none that is older than what it has, and none
     *     from the future
     * @throws FrozenException if it would be called otherwise than before
     */
    public SuiteDraft draft(SuiteConf conf, PublishedSuite old, Path dist, List<MemberChange> changes, Instant at)
            throws IOException, FrozenException {
        requireFrozen(conf, old);
        SuiteLists lists = SuiteLists.of(conf, old, changes, catalog);
        SuiteBuilder.Indexes indexes = new SuiteBuilder(disk, dist, conf, old, catalog).build(lists);
        ReleaseFile release = release(conf, old, indexes, at);
        return new SuiteDraft(conf, old, release, lists.changes(), lists, indexes.remembered(), indexes.kept());
    }

    /** What changes would come to, without anything being made of them. */
    public static List<MemberChange> changes(
            SuiteConf conf, PublishedSuite old, List<MemberChange> changes, Catalog catalog) throws IOException {
        return SuiteLists.of(conf, old, changes, catalog).changes();
    }

    /** Whether something is different from what was published last, or nothing was published yet. */
    public static boolean isDifferent(SuiteDraft draft) {
        Optional<ReleaseFile> old = draft.old().release();
        return old.isEmpty() || !isSame(old.get(), draft.release());
    }

    /** Whether what was published last is good for only half of its time any more. */
    public static boolean isOld(PublishedSuite published, Instant now) {
        return published
                .release()
                .flatMap(SuiteDrafting::due)
                .filter(due -> !due.isAfter(now))
                .isPresent();
    }

    /** When a release has to be followed by another one at the latest; empty if never. */
    public static Optional<Instant> due(ReleaseFile release) {
        return release.validUntil().map(end -> {
            Duration life = Duration.between(release.date(), end);
            return end.minus(life.dividedBy(SHARE_LEFT));
        });
    }

    private static boolean isSame(ReleaseFile one, ReleaseFile other) {
        return undated(one).equals(undated(other))
                && one.validUntil().isPresent() == other.validUntil().isPresent();
    }

    private static String undated(ReleaseFile release) {
        return release.toString()
                .lines()
                .filter(line -> !line.startsWith("Date: ") && !line.startsWith("Valid-Until: "))
                .collect(Collectors.joining("\n"));
    }

    private ReleaseFile release(SuiteConf conf, PublishedSuite old, SuiteBuilder.Indexes indexes, Instant at) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        Instant date = old.release()
                .map(ReleaseFile::date)
                .filter(before -> before.isAfter(second))
                .orElse(second);
        ReleaseBuilder release = ReleaseFile.of(date)
                .origin(archive.origin())
                .label(archive.label())
                .suite(conf.name())
                .codename(conf.codename())
                .upgrades(conf.upgrades())
                .acquireByHash()
                .architectures(conf.architectures())
                .components(conf.components())
                .files(indexes.files());
        conf.version().ifPresent(release::version);
        conf.description().ifPresent(release::description);
        conf.validFor().ifPresent(span -> release.validUntil(date.plus(span)));
        return release.build();
    }

    private void requireFrozen(SuiteConf conf, PublishedSuite old) throws FrozenException {
        if (old.release().isPresent()) {
            ReleaseFile before = old.release().get();
            requireSame("Origin", before.origin(), archive.origin());
            requireSame("Label", before.label(), archive.label());
            requireSame("Codename", before.codename(), conf.codename());
        }
    }

    private static void requireSame(String field, Optional<String> before, String now) throws FrozenException {
        if (!before.equals(Optional.of(now))) {
            throw new FrozenException(
                    "%s: expected \"%s\", as it was published, got \"%s\": apt would stop and ask everyone"
                            .formatted(field, before.orElse(""), now));
        }
    }
}
