package dev.tufa.cli.client;

import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.client.Checks;
import dev.tufa.tuf.refusal.Printable;

/** Says what a refresh has not asked. */
final class ChecksNote {
    private ChecksNote() {}

    static void print(Checks checks, Terminal terminal) {
        for (String sentence : checks.unchecked()) {
            terminal.note("not checked: %s", Printable.of(sentence));
        }
    }
}
