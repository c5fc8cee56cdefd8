package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Events;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event cancel}. */
public final class EventCancelCommand implements Command {
    @Override
    public String name() {
        return "event cancel";
    }

    @Override
    public String summary() {
        return "Give an event up";
    }

    @Override
    public String operands() {
        return "DIR ID";
    }

    @Override
    public String description() {
        return "Ends an event that is not published. What it was about is forgotten, unless --restage stages it again. Versions that people have signed"
                + " are not published.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("reason", "TEXT", "why, for those who have signed"))
                .addOption(OptionSpecs.flag("restage", "stage what it was about again"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "event cancel --reason 'another plan' my-repository 20300101-1a2b3c",
                "event cancel --restage my-repository 20300101-1a2b3c");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Repository repository = RepositoryLease.open(Path.of(invocation.operand(0, "DIR")), invocation);
        String id = invocation.operand(1, "ID");
        invocation.expectOperands(2);
        repository
                .events()
                .cancel(
                        id,
                        invocation.value("reason").orElse(""),
                        invocation.has("restage") ? Events.Changes.STAGE_AGAIN : Events.Changes.DROP,
                        invocation.clock().instant());
        invocation.terminal().line("cancelled %s", id);
    }
}
