package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive publish}. */
public final class ArchivePublishCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive publish";
    }

    @Override
    public String summary() {
        return "Publish what is staged, and what has to be renewed";
    }

    @Override
    public String operands() {
        return "ARCHIVE [SUITE...]";
    }

    @Override
    public String description() {
        return "Publishes the suites in which something is staged, and those whose release is good for only half of its time any more:"
                + " call it from a timer, and they never expire. apt-get tries it first, as archive.conf says: what it would not take"
                + " is not published. Until the end, clients see what was there before. With the variable SOURCE_DATE_EPOCH, equal"
                + " packages give equal bytes.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.flag("dry-run", "say what would change, and change nothing"))
                .addOption(OptionSpecs.flag("force", "publish although nothing is different"))
                .addOption(OptionSpecs.flag("no-check", "do not have apt-get try it first"));
    }

    @Override
    public List<String> examples() {
        return List.of("archive publish my-archive", "archive publish --dry-run my-archive stable");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        List<String> suites = invocation.operandsFrom(1);
        if (invocation.has("dry-run")) {
            ArchiveReport.dryRun(invocation, archive, suites);
            return;
        }
        PublishOptions options = new PublishOptions(
                suites,
                ArchivePublication.date(),
                invocation.has("force") ? PublishOptions.Renewal.ALWAYS : PublishOptions.Renewal.WHEN_NEEDED,
                invocation.has("no-check") ? PublishOptions.Trial.NONE : PublishOptions.Trial.AS_CONFIGURED);
        try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) {
            ArchivePublication.publish(invocation, archive, keys, options);
        }
    }
}
