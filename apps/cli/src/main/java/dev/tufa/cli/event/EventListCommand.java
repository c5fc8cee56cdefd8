package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event list}. */
public final class EventListCommand implements Command {
    @Override
    public String name() {
        return "event list";
    }

    @Override
    public String summary() {
        return "Show all events";
    }

    @Override
    public String operands() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Prints every event of a repository: who has signed, who is missing, and how it ended.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.flag("open", "only those that are open"))
                .addOption(OptionSpecs.json());
    }

    @Override
    public List<String> examples() {
        return List.of("event list my-repository", "event list --open --json my-repository");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        invocation.expectOperands(1);
        Instant now = invocation.clock().instant();
        List<EventStatus> events = Repository.open(directory).events().list(now).stream()
                .filter(status -> !invocation.has("open") || status.state().isOpen())
                .toList();
        if (invocation.has("json")) {
            invocation
                    .terminal()
                    .json(JsonArray.of(events.stream()
                            .map(status -> EventReport.json(status, now))
                            .toList()));
            return;
        }
        if (events.isEmpty()) {
            invocation.terminal().line("no events");
        }
        for (EventStatus status : events) {
            EventReport.lines(status, now).forEach(line -> invocation.terminal().line("%s", line));
        }
    }
}
