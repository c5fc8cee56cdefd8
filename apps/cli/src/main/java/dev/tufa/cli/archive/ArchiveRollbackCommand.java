package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.member.MemberChange;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive rollback}. */
public final class ArchiveRollbackCommand extends ArchiveCommand {
    private static final int MOST = 1_000_000_000;

    @Override
    public String name() {
        return "archive rollback";
    }

    @Override
    public String summary() {
        return "Stage what brings a suite back to what it was";
    }

    @Override
    public String operands() {
        return "ARCHIVE SUITE";
    }

    @Override
    public String description() {
        return "Stages the changes that bring SUITE back to what it was before its last publication, or at another time. The next release is"
                + " dated later than the last one all the same, for apt does not take older ones; and computers that have newer"
                + " versions keep them, for apt does not go back by itself: what helps them is a newer version.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("to", "SNAPSHOT", "to what it was when this snapshot was made"))
                .addOption(OptionSpecs.valued("by", "N", "to what it was N publications ago; 1 if not given"))
                .addOption(ArchiveReport.dryRunOption());
    }

    @Override
    public List<String> examples() {
        return List.of("archive rollback my-archive stable", "archive rollback --to before-2.0 my-archive stable");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        String suite = invocation.operand(1, "SUITE");
        invocation.expectOperands(2);
        if (invocation.value("to").isPresent() && invocation.value("by").isPresent()) {
            throw new UsageException("expected one of --to and --by, got both");
        }
        int publications = invocation.number("by", 1, MOST).orElse(1);
        String to = invocation.value("to").orElse("-" + publications);
        if (invocation.has("dry-run")) {
            ArchiveReport.wouldStage(invocation, archive.dryRun().rollBack(suite, to));
            return;
        }
        List<MemberChange> changes = archive.rollBack(suite, to);
        changes.forEach(change -> invocation.terminal().line("staged: %s", change.describe()));
        if (changes.isEmpty()) {
            invocation.terminal().line("nothing to stage: it is what it was");
        }
    }
}
