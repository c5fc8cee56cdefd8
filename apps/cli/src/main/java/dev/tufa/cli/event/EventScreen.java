package dev.tufa.cli.event;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.ceremony.Difference;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import org.apache.commons.cli.Option;

/** What a person looks at before signing. */
final class EventScreen {
    private static final int MOST = 200;

    private EventScreen() {}

    static Option all() {
        return OptionSpecs.flag("all", "list all targets, not only the first 200 of each kind");
    }

    static void show(Invocation invocation, EventStatus status) {
        Event event = status.event();
        Terminal terminal = invocation.terminal();
        terminal.line("event %s, opened %s, digest %s", event.id(), event.opened(), event.digest());
        terminal.line("repository whose first root has sha256 %s", Printable.of(event.repository()));
        terminal.line(
                "builds on root %d with sha256 %s",
                event.baseRoot().part().version(), event.baseRoot().part().sha256());
        terminal.line("said to be about:");
        event.intent().forEach(intent -> terminal.line("  %s", Printable.of(intent.text())));
        event.renewed().forEach(role -> terminal.line("  sign %s anew", Printable.of(role)));
        int most = invocation.has("all") ? Integer.MAX_VALUE : MOST;
        Difference.of(status.file(), invocation.clock().instant(), most).forEach(line -> terminal.line("%s", line));
    }
}
