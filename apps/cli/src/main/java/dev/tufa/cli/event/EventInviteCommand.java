package dev.tufa.cli.event;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.Note;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa event invite}. */
public final class EventInviteCommand implements Command {
    @Override
    public String name() {
        return "event invite";
    }

    @Override
    public String summary() {
        return "Say who holds which keys";
    }

    @Override
    public String operands() {
        return EventPlace.OPERANDS;
    }

    @Override
    public String description() {
        return "Writes beside an event that a person is asked to sign, and with which keys, so that others see a name where a key id is.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(OptionSpecs.valued("name", "NAME", "the person"))
                .addOption(
                        OptionSpecs.valued("keyid", "KEYID", "a key that the person holds; may be given several times"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of("event invite --name alice --keyid 9f86d0… my-repository 20300101-1a2b3c");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        EventPlace place = EventPlace.of(invocation);
        EventFile file = place.open();
        List<String> keyIds = invocation.values("keyid");
        for (String keyId : keyIds) {
            if (file.event().parts().stream()
                    .noneMatch(part -> file.event().wanted(part).containsKey(keyId))) {
                throw new UsageException(
                        "--keyid: expected a key that the event asks for, got \"%s\"".formatted(keyId));
            }
        }
        if (keyIds.isEmpty()) {
            throw new UsageException("--keyid: expected a value, got none");
        }
        String name = invocation.required("name");
        requireShort("name", name);
        place.add(Note.invitation(invocation.clock().instant(), name, keyIds));
        invocation.terminal().line("invited %s", Printable.of(name));
    }

    static void requireShort(String option, String text) throws UsageException {
        if (text.length() > Note.LONGEST) {
            throw new UsageException(
                    "--%s: expected at most %d characters, got %d".formatted(option, Note.LONGEST, text.length()));
        }
    }
}
