package dev.tufa.cli.framework;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;

/** One call of a command: its words, and where it speaks. */
public final class Invocation {
    private final String command;
    private final CommandLine line;
    private final Terminal terminal;
    private final Clock clock;

    Invocation(String command, CommandLine line, Terminal terminal, Clock clock) {
        this.command = command;
        this.line = line;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** The words that called the command. */
    public String command() {
        return command;
    }

    /** Where to speak. */
    public Terminal terminal() {
        return terminal;
    }

    /** What tells the time. */
    public Clock clock() {
        return clock;
    }

    /** Whether an option without a value was given. */
    public boolean has(String option) {
        return line.hasOption(option);
    }

    /** The value of an option. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(line.getOptionValue(option));
    }

    /** The values of an option that may be given several times. */
    public List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** The number that is the value of an option, within bounds. */
    public OptionalInt number(String option, int least, int most) throws UsageException {
        Optional<String> text = value(option);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number("--" + option, text.get(), least, most));
    }

    /** A number within bounds, under the name of an operand or option. */
    public static int number(String name, String text, int least, int most) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new UsageException("%s: expected a number from %d to %d, got \"%s\"".formatted(name, least, most, text));
    }

    /** The value of an option that must be there. */
    public String required(String option) throws UsageException {
        return value(option).orElseThrow(() -> new UsageException("--" + option + ": expected a value, got none"));
    }

    /** The operand at a position. */
    public String operand(int position, String name) throws UsageException {
        if (position >= line.getArgList().size()) {
            throw new UsageException(name + ": expected a value, got none");
        }
        return line.getArgList().get(position);
    }

    /** The operands from a position on. */
    public List<String> operandsFrom(int position) {
        return List.copyOf(line.getArgList()
                .subList(
                        Math.min(position, line.getArgList().size()),
                        line.getArgList().size()));
    }

    /** Refuses operands after a number of them. */
    public void expectOperands(int count) throws UsageException {
        if (line.getArgList().size() > count) {
            throw new UsageException(
                    "expected %d operands, got also \"%s\"".formatted(count, String.join(" ", operandsFrom(count))));
        }
    }
}
