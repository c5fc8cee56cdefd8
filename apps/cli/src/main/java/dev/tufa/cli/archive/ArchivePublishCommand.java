package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.apt.publish.archive.PublishOptions;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.SourceDate;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.cli.repo.SystemdUnits;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
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
        return "Publishes the suites in which something is staged, and signs those again whose release is good for only half of its time"
                + " any more. apt-get tries it first, as archive.conf says: what it would not take is not published. Until the end,"
                + " clients see what was there before. A timer that calls it with --due, which --print-units prints, keeps releases and"
                + " TUF from expiring and publishes nothing that is staged. With the variable SOURCE_DATE_EPOCH, equal packages give"
                + " equal bytes.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.flag("due", "only sign again what is due; what is staged stays staged"))
                .addOption(OptionSpecs.flag(
                        "force", "publish although nothing is different, and have TUF describe every package again"))
                .addOption(OptionSpecs.flag("dry-run", "say what would change, and change nothing; needs no keys"))
                .addOption(OptionSpecs.flag("no-check", "do not have apt-get try it first"))
                .addOption(OptionSpecs.flag(
                        "print-units", "print a systemd service and timer for ARCHIVE, and do nothing else"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive publish my-archive",
                "archive publish --dry-run my-archive stable",
                "archive publish --due --passphrase-file /etc/tufa/passphrase /srv/my-archive",
                "archive publish --print-units /srv/my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException, CommandFailure {
        if (invocation.has("print-units")) {
            invocation.expectOperands(1);
            units(archive, Path.of(invocation.operand(0, "ARCHIVE"))).print(invocation.terminal());
            return;
        }
        if (invocation.has("due") && invocation.has("force")) {
            throw new UsageException("expected one of --due and --force, got both");
        }
        PublishOptions options = new PublishOptions(
                invocation.operandsFrom(1),
                SourceDate.find(),
                invocation.has("force")
                        ? PublishOptions.Renewal.ALWAYS
                        : invocation.has("due") ? PublishOptions.Renewal.DUE : PublishOptions.Renewal.WHEN_NEEDED,
                invocation.has("no-check") ? PublishOptions.Trial.NONE : PublishOptions.Trial.AS_CONFIGURED);
        if (invocation.has("dry-run")) {
            ArchivePublication.dryRun(invocation, archive, options);
            return;
        }
        try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) {
            ArchivePublication.publish(invocation, archive, keys, options);
        }
    }

    private static SystemdUnits units(Archive archive, Path folder)
            throws UsageException, RepositoryException, IOException {
        SystemdUnits units = SystemdUnits.of(SystemdUnits.Subject.ARCHIVE, folder);
        return archive.shortestLife().map(units::forLife).orElse(units);
    }
}
