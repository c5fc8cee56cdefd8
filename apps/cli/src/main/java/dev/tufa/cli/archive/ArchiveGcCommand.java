package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.CollectOptions;
import dev.tufa.apt.publish.archive.Collected;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.ProgressBar;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive gc}. */
public final class ArchiveGcCommand extends ArchiveCommand {
    private static final int MOST = 1_000_000;

    @Override
    public String name() {
        return "archive gc";
    }

    @Override
    public String summary() {
        return "Remove files that nobody needs any more";
    }

    @Override
    public String operands() {
        return "ARCHIVE";
    }

    @Override
    public String description() {
        return "Removes packages that no suite, no snapshot and no publication that is remembered has, and indexes under names by their"
                + " digests that no such publication names; each once it is older than the grace, for clients that are in the middle"
                + " of an update and for mirrors. TUF metadata has tufa repo gc ARCHIVE/private/tuf.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("grace", "DURATION", "how long files stay after that; 7d if not given"))
                .addOption(OptionSpecs.valued(
                        "publications", "N", "how many publications of a suite are remembered; 10 if not given"))
                .addOption(OptionSpecs.flag("dry-run", "say what would be removed, and remove nothing"));
    }

    @Override
    public List<String> examples() {
        return List.of("archive gc my-archive", "archive gc --dry-run --grace 1d my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        invocation.expectOperands(1);
        Duration grace = invocation.value("grace").isPresent()
                ? Durations.parse("grace", invocation.required("grace"))
                : CollectOptions.DEFAULT.grace();
        int publications = invocation.number("publications", 1, MOST).orElse(CollectOptions.DEFAULT.publications());
        boolean dryRun = invocation.has("dry-run");
        Collected collected = archive.collect(
                new CollectOptions(
                        grace, publications, dryRun ? CollectOptions.Action.COUNT : CollectOptions.Action.REMOVE),
                invocation.clock().instant());
        String verb = dryRun ? "would remove" : "removed";
        collected.files().forEach(file -> invocation.terminal().line("%s %s", verb, file));
        invocation
                .terminal()
                .line("%s %d files, %s", verb, collected.files().size(), ProgressBar.size(collected.bytes()));
    }
}
