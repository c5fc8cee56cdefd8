package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.List;

/** {@code tufa archive list}. */
public final class ArchiveListCommand extends ArchiveCommand {
    @Override
    public String name() {
        return "archive list";
    }

    @Override
    public String summary() {
        return "List the packages of a suite";
    }

    @Override
    public String operands() {
        return "ARCHIVE SUITE";
    }

    @Override
    public String description() {
        return "Lists the packages of SUITE as they are published: component, name, version and architecture of each, parted by blanks.";
    }

    @Override
    public List<String> examples() {
        return List.of("archive list my-archive stable");
    }

    @Override
    void run(Invocation invocation, Archive archive) throws UsageException, ArchiveException, IOException {
        String suite = invocation.operand(1, "SUITE");
        invocation.expectOperands(2);
        archive.packages(suite)
                .forEach((component, ids) ->
                        ids.forEach(id -> invocation.terminal().line("%s %s", component, id)));
    }
}
