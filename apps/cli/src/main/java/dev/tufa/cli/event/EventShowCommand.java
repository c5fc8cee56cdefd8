package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event show}. */
public final class EventShowCommand implements Command {
    @Override
    public String name() {
        return "event show";
    }

    @Override
    public String summary() {
        return "Show what an event has people sign";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Prints what signing changes, role by role, computed from the bytes that are signed and the files that clients have; who has signed and"
                + " who is missing; and what to do next. Lines that begin with + are added, with - removed, with ! changed, with = as before."
                + " Names of people are as invitations say them.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json()).addOption(EventScreen.all());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "event show my-repository", "event show my-repository 20300101-1a2b3c", "event show renewal.tufevent");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventPlace place = EventPlace.of(invocation);
        EventStatus status = place.status();
        Instant now = invocation.clock().instant();
        if (invocation.has("json")) {
            invocation.terminal().json(EventReport.json(status, now));
            return;
        }
        EventScreen.show(invocation, status);
        EventReport.lines(status, now).forEach(line -> invocation.terminal().line("%s", line));
        EventReport.comments(status).forEach(line -> invocation.terminal().line("%s", line));
        invocation.terminal().line("next: %s", EventReport.next(status, place));
    }
}
