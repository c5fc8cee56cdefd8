package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa archive snapshot}. */
public final class ArchiveSnapshotCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive snapshot";
    }

    @Override
    public String summary() {
        return "Give what is in a suite a name to go back to";
    }

    @Override
    public String operands() {
        return "ARCHIVE [SUITE NAME]";
    }

    @Override
    public String description() {
        return "Remembers under NAME what is in SUITE, with what is staged; tufa archive rollback goes back to it, in this suite or another"
                + " one. Its packages stay in the archive as long as it does. Without SUITE and NAME, lists all snapshots.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.valued("remove", "NAME", "forget the snapshot NAME"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive snapshot my-archive stable before-2.0",
                "archive snapshot my-archive",
                "archive snapshot --remove before-2.0 my-archive");
    }

    @Override
    void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException {
        if (invocation.value("remove").isPresent()) {
            invocation.expectOperands(1);
            archive.removeSnapshot(invocation.required("remove"));
            invocation.terminal().line("forgot %s", invocation.required("remove"));
        } else if (invocation.operandsFrom(1).isEmpty()) {
            archive.snapshots().forEach(name -> invocation.terminal().line("%s", name));
        } else {
            String suite = invocation.operand(1, "SUITE");
            String name = invocation.operand(2, "NAME");
            invocation.expectOperands(3);
            try {
                archive.snapshot(suite, name);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
            invocation.terminal().line("remembered %s as %s", suite, name);
        }
    }
}
