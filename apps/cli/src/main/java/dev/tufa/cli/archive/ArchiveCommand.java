package dev.tufa.cli.archive;

import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A command about the archive that its first operand names. */
abstract class ArchiveCommand implements Command {
    /** Of a refusal, in characters: names of files, digests, what apt-get says. */
    private static final int LONGEST = 5000;

    /** Does it with the archive. */
    abstract void run(Invocation invocation, Archive archive)
            throws UsageException, ArchiveException, TrustException, RepositoryException, IOException, CommandFailure;

    @Override
    public final void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Path folder = Path.of(invocation.operand(0, "ARCHIVE"));
        try {
            run(invocation, Archive.open(folder));
        } catch (ArchiveException e) {
            throw failure(invocation, e);
        }
    }

    /** A refusal as the end of a command: several of them are remarks before it. */
    static CommandFailure failure(Invocation invocation, ArchiveException refused) {
        List<String> lines = String.valueOf(refused.getMessage()).lines().toList();
        if (lines.size() == 1) {
            return new CommandFailure(ExitCode.REFUSED, Printable.of(lines.get(0), LONGEST), "");
        }
        lines.forEach(line -> invocation.terminal().note("refused: %s", Printable.of(line, LONGEST)));
        return new CommandFailure(
                ExitCode.REFUSED,
                "expected what can be published, got %d refusals".formatted(lines.size()),
                "nothing was changed");
    }
}
