package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code tufa event export}. */
public final class EventExportCommand implements Command {
    @Override
    public String name() {
        return "event export";
    }

    @Override
    public String summary() {
        return "Write an event into a file that can be carried about";
    }

    @Override
    public String operands() {
        return "DIR [ID] FILE";
    }

    @Override
    public String description() {
        return "Writes all that a signer needs into one file: the exact bytes, the files that clients have now, and what has been collected. Bring"
                + " signed copies back with tufa event import.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "event export my-repository renewal.tufevent",
                "event export my-repository 20300101-1a2b3c renewal.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Repository repository = Repository.open(Path.of(invocation.operand(0, "DIR")));
        List<String> rest = invocation.operandsFrom(1);
        Path file = Path.of(invocation.operand(rest.size() < 2 ? 1 : 2, "FILE"));
        invocation.expectOperands(3);
        Instant now = invocation.clock().instant();
        String id = EventPlace.id(rest.subList(0, rest.size() - 1), repository, now);
        EventStatus status = repository.events().find(id, now);
        EventFiles.write(file, status.file());
        invocation.terminal().line("wrote %s, digest %s", file, status.event().digest());
        invocation.terminal().line("next: tufa event sign --key FILE %s", file);
    }
}
