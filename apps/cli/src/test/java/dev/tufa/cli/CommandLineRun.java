package dev.tufa.cli;

import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** One call of tufa in this process: its exit code, and what it said where. */
record CommandLineRun(ExitCode exitCode, String out, String err) {
    static CommandLineRun of(String... words) {
        return at(Clock.systemUTC(), words);
    }

    static CommandLineRun at(Clock clock, String... words) {
        return at(clock, false, words);
    }

    /** The same where a person watches. */
    static CommandLineRun watchedAt(Clock clock, String... words) {
        return at(clock, true, words);
    }

    private static CommandLineRun at(Clock clock, boolean interactive, String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
        ExitCode exitCode = Tufa.program().run(List.of(words), terminal, clock);
        return new CommandLineRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
