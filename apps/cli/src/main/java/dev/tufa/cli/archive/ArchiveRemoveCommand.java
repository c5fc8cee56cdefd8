package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.Selection;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code tufa archive remove}. */
public final class ArchiveRemoveCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive remove";
    }

    @Override
    public String summary() {
        return "Stage that packages leave a suite";
    }

    @Override
    public String operands() {
        return "ARCHIVE SUITE PACKAGE...";
    }

    @Override
    public String description() {
        return "Stages that packages leave SUITE. A PACKAGE is NAME[:ARCHITECTURE][=VERSION]: all that it means. Computers that have a"
                + " package keep it; its file stays until tufa archive gc finds that nobody needs it.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("component", "NAME", "only in this component; in all if not given"))
                .addOption(ArchiveReport.dryRunOption());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive remove my-archive stable example-editor=1.1",
                "archive remove my-archive beta example-editor:arm64");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        String suite = invocation.operand(1, "SUITE");
        invocation.operand(2, "PACKAGE");
        Optional<String> component = invocation.value("component");
        List<Selection> selections = selections(invocation.operandsFrom(2));
        if (invocation.has("dry-run")) {
            ArchiveReport.wouldStage(invocation, archive.dryRun().remove(suite, component, selections));
            return;
        }
        archive.remove(suite, component, selections)
                .forEach(id -> invocation.terminal().line("staged: %s leaves %s", id, suite));
    }

    static List<Selection> selections(List<String> words) throws UsageException {
        List<Selection> selections = new ArrayList<>();
        for (String word : words) {
            try {
                selections.add(Selection.parse(word));
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
        return selections;
    }
}
