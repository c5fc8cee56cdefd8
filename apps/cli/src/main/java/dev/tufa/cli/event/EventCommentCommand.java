package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.Note;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event comment}. */
public final class EventCommentCommand implements Command {
    @Override
    public String name() {
        return "event comment";
    }

    @Override
    public String summary() {
        return "Write something beside an event";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Keeps a few words with an event, for others to read. Nobody signs them, and they decide nothing.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("name", "NAME", "who says it"))
                .addOption(OptionSpecs.valued("text", "TEXT", "what is said"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("event comment --name alice --text 'signed on Monday' my-repository 20300101-1a2b3c");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventPlace place = EventPlace.of(invocation);
        String text = invocation.required("text");
        String name = invocation.value("name").orElse("");
        EventInviteCommand.requireShort("text", text);
        EventInviteCommand.requireShort("name", name);
        place.add(Note.comment(invocation.clock().instant(), name, text));
        invocation.terminal().line("kept");
    }
}
