package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.AddOptions;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.DryRun;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.SourceDate;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive add}. */
public final class ArchiveAddCommand extends ArchiveCommand {
    /** More lines than this nobody reads. */
    private static final int MOST_LINES = 50;

    @Override
    public String name() {
        return "archive add";
    }

    @Override
    public String summary() {
        return "Add packages to a suite";
    }

    @Override
    public String operands() {
        return "ARCHIVE SUITE FILE...";
    }

    @Override
    public String description() {
        return "Reads .deb files, and .dsc files with the files that they list, checks them against Debian policy and stages them for"
                + " SUITE; of a folder, those in it and below it. Files that were taken before and have not changed since are not read"
                + " again. A package that the archive has under the same name, version and architecture stays what it is: other bytes"
                + " need another version.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("component", "NAME", "the component; the suite's first if not given"))
                .addOption(OptionSpecs.flag(
                        "link", "give files a second name instead of copying them; nobody may change them afterwards"))
                .addOption(OptionSpecs.flag(
                        "dry-run", "read and check all files, say what would be staged, and stage nothing"))
                .addOption(OptionSpecs.flag("publish", "publish the suite at once"))
                .addOption(OptionSpecs.flag("no-check", "with --publish: do not have apt-get try it first"))
                .addOption(Passphrase.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive add my-archive stable build/example-editor_1.2_amd64.deb",
                "archive add --publish my-archive stable build/",
                "archive add --dry-run my-archive stable build/",
                "archive add --component contrib my-archive beta example_1.3~rc1.dsc");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException, CommandFailure {
        String suite = invocation.operand(1, "SUITE");
        invocation.operand(2, "FILE");
        if (invocation.has("dry-run") && invocation.has("publish")) {
            throw new UsageException("--dry-run: expected it without --publish, got both");
        }
        List<Path> files = PackageFiles.of(invocation.operandsFrom(2));
        AddOptions options = new AddOptions(
                suite,
                invocation.value("component"),
                invocation.has("link") ? AddOptions.Transfer.LINK : AddOptions.Transfer.COPY);
        if (invocation.has("dry-run")) {
            dryRun(invocation, archive, files, options);
            return;
        }
        if (!invocation.has("publish")) {
            add(invocation, archive, files, options);
            return;
        }
        try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) { // they open while packages are read
            add(invocation, archive, files, options);
            ArchivePublication.publish(
                    invocation,
                    archive,
                    keys,
                    new PublishOptions(
                            List.of(suite),
                            SourceDate.find(),
                            PublishOptions.Renewal.WHEN_NEEDED,
                            invocation.has("no-check")
                                    ? PublishOptions.Trial.NONE
                                    : PublishOptions.Trial.AS_CONFIGURED));
        }
    }

    private static void dryRun(Invocation invocation, Archive archive, List<Path> files, AddOptions options)
            throws ArchiveException, IOException {
        DryRun.Outcome outcome;
        try (ProgressCounter counter = new ProgressCounter(invocation.terminal())) {
            counter.found(files.size());
            outcome = archive.dryRun().add(files, options, counter::next);
        }
        ArchiveReport.wouldStage(invocation, outcome.changes());
        if (!outcome.refused().isEmpty()) {
            throw ArchiveException.ofSeveral(outcome.refused());
        }
    }

    private static void add(Invocation invocation, Archive archive, List<Path> files, AddOptions options)
            throws ArchiveException, TrustException, RepositoryException, IOException {
        List<PackageId> added;
        try (ProgressCounter counter = new ProgressCounter(invocation.terminal())) {
            counter.found(files.size());
            added = archive.add(files, options, counter::next);
        }
        for (PackageId id : added.subList(0, Math.min(added.size(), MOST_LINES))) {
            invocation.terminal().line("staged %s", id);
        }
        if (added.size() > MOST_LINES) {
            invocation.terminal().line("staged %d more", added.size() - MOST_LINES);
        } else if (added.isEmpty()) {
            invocation.terminal().line("nothing to stage: all of it is there already");
        }
    }
}
