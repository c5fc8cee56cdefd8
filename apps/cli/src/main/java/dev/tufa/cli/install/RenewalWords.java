package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.Renewal;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.refusal.Printable;
import java.time.ZoneOffset;

/** What a person is told of sources that the system has already. */
final class RenewalWords {
    private RenewalWords() {}

    /** Since when there are such sources, and what would be different. */
    static void tell(Renewal renewal, Terminal terminal) {
        terminal.line(
                "%s is set up already, since %s%s",
                renewal.record().id(),
                renewal.record().since().atZone(ZoneOffset.UTC).toLocalDate(),
                renewal.isNothing() ? ", just so" : "; what is different from that:");
        renewal.differences().forEach(difference -> terminal.line("- %s", Printable.of(difference)));
    }
}
