package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The sources that a command names by their id. */
final class Records {
    private Records() {}

    /** The one that the command's only operand names. */
    static SourceRecord named(Invocation invocation, SystemRoot root)
            throws UsageException, IOException, CommandFailure {
        String id = invocation.operand(0, "ID");
        invocation.expectOperands(1);
        List<SourceRecord> all = SourceRecords.read(root);
        return all.stream()
                .filter(record -> record.id().text().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "expected the id of sources that came with a .apt file, got \"%s\"".formatted(Printable.of(id)),
                        all.isEmpty()
                                ? "there are none on %s"
                                        .formatted(root.isThisSystem() ? "this system" : "the system in " + root)
                                : "there are "
                                        + all.stream()
                                                .map(record -> record.id().text())
                                                .collect(Collectors.joining(", "))));
    }
}
