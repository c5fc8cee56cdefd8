package dev.tufa.cli.framework;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** One call of a command: its words, and where it speaks. */
public final class Invocation {
    private final CommandLine line;
    private final Terminal terminal;
    private final Clock clock;

    Invocation(CommandLine line, Terminal terminal, Clock clock) {
        this.line = line;
        this.terminal = terminal;
        this.clock = clock;
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

    /** The values of an option that may be given several times, in order. */
    public List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
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
