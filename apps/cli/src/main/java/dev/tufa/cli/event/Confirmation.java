package dev.tufa.cli.event;

import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.repository.ceremony.Event;
import java.io.Console;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** Asks whoever signs, after showing what is signed; a script says beforehand which event it means. */
final class Confirmation {
    private Confirmation() {}

    static void addTo(Options options) {
        options.addOption(OptionSpecs.flag("yes", "do not ask; needs --digest"));
        options.addOption(OptionSpecs.valued(
                "digest",
                "SHA256",
                "refuse any other event than the one with this digest, which tufa event show prints"));
    }

    /** Refuses another event than the one that is meant. */
    static void requireMeant(Invocation invocation, Event event) throws UsageException, CommandFailure {
        Optional<String> digest = invocation.value("digest");
        if (invocation.has("yes") && digest.isEmpty()) {
            throw new UsageException("--yes: expected --digest as well, got none");
        }
        if (digest.isPresent() && !digest.get().equals(event.digest())) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "digest: expected %s, got %s".formatted(digest.get(), event.digest()),
                    "somebody has handed you another event than the one you looked at");
        }
    }

    /** Asks, unless the answer was given. */
    static void ask(Invocation invocation, String question) throws UsageException, CommandFailure {
        if (invocation.has("yes")) {
            return;
        }
        Console console = console(invocation);
        if (console == null) {
            throw new UsageException("confirmation: expected --yes with --digest, or a terminal to ask at, got none");
        }
        String answer = console.readLine("%s Type yes: ", question);
        if (answer == null || !answer.strip().equals("yes")) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "confirmation: expected yes, got another answer", "nothing was signed");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // from Java 22 on, the launcher's word alone tells whether a person is there
    private static @Nullable Console console(Invocation invocation) {
        return invocation.terminal().interactive() ? System.console() : null;
    }
}
