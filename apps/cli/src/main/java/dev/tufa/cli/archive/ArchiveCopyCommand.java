package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.Selection;
import dev.tufa.apt.publish.member.PackageId;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa archive copy}. */
public final class ArchiveCopyCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive copy";
    }

    @Override
    public String summary() {
        return "Stage packages of one suite for another one";
    }

    @Override
    public String operands() {
        return "ARCHIVE FROM TO [PACKAGE...]";
    }

    @Override
    public String description() {
        return "Stages that packages of suite FROM come into suite TO as well, all of them if none is named: from beta to stable, for"
                + " example. They are the same files. A PACKAGE is NAME[:ARCHITECTURE][=VERSION].";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("component", "NAME", "only from this component; from all if not given"))
                .addOption(ArchiveReport.dryRunOption());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive copy my-archive beta stable example-editor=1.3",
                "archive copy --dry-run my-archive beta stable");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        String from = invocation.operand(1, "FROM");
        String to = invocation.operand(2, "TO");
        Optional<String> component = invocation.value("component");
        List<Selection> selections = ArchiveRemoveCommand.selections(invocation.operandsFrom(3));
        if (invocation.has("dry-run")) {
            ArchiveReport.wouldStage(invocation, archive.dryRun().copy(from, to, component, selections));
            return;
        }
        List<PackageId> copied = archive.copy(from, to, component, selections);
        copied.forEach(id -> invocation.terminal().line("staged: %s comes into %s", id, to));
        if (copied.isEmpty()) {
            invocation.terminal().line("nothing to stage: all of it is there already");
        }
    }
}
