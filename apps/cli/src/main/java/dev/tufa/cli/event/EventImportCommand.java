package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event import}. */
public final class EventImportCommand implements Command {
    @Override
    public String name() {
        return "event import";
    }

    @Override
    public String summary() {
        return "Take the signatures in copies of an event";
    }

    @Override
    public String operands() {
        return "DIR FILE...";
    }

    @Override
    public String description() {
        return "Takes every right signature from files that came back, in any order and however often. A wrong one is refused by name and spoils no"
                + " other; the exit code is then 1.";
    }

    @Override
    public Options options() {
        return RepositoryLease.options();
    }

    @Override
    public List<String> examples() {
        return List.of("event import my-repository from-alice.tufevent from-bob.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.operand(1, "FILE");
        Repository repository = RepositoryLease.open(directory, invocation);
        List<String> refused = new ArrayList<>();
        for (String name : invocation.operandsFrom(1)) {
            EventFile file = EventFiles.read(Path.of(name));
            Merge merge = repository.events().add(file, invocation.clock().instant());
            for (PartSignature signature : merge.added()) {
                invocation
                        .terminal()
                        .line(
                                "took the signature of key %s for %s",
                                Printable.of(signature.keyId()), Printable.of(signature.role()));
            }
            if (merge.known() > 0) {
                invocation.terminal().line("%d signatures were here already", merge.known());
            }
            merge.refused().forEach(why -> invocation.terminal().note("refused: %s", why));
            refused.addAll(merge.refused());
        }
        if (!refused.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "signatures: expected right ones alone, got %d that are not".formatted(refused.size()),
                    "all others were taken");
        }
    }
}
