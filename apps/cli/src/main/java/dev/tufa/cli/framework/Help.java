package dev.tufa.cli.framework;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** Help in plain text. */
final class Help {
    private static final int WIDTH = 100;

    private Help() {}

    /** All commands whose name begins with a prefix, a line each. */
    static void overview(Program program, String prefix, PrintStream out) {
        out.println("Usage: tufa " + prefix + "COMMAND [OPTION...] [OPERAND...]");
        out.println();
        out.println("Software updates that survive an attacker: The Update Framework (TUF).");
        out.println();
        out.println("Commands:");
        for (Command command : program.commands()) {
            if (command.name().startsWith(prefix)) {
                out.printf("  %-18s %s%n", command.name(), command.summary());
            }
        }
        out.println();
        out.println("Exit codes:");
        for (ExitCode code : ExitCode.values()) {
            out.printf("  %-18d %s%n", code.number(), code.meaning());
        }
        out.println();
        out.println("See tufa COMMAND --help for a command's options and examples, tufa --version for what this is.");
    }

    /** All about one command. */
    static void of(Command command, PrintStream out) {
        out.println("Usage: " + usage(command));
        out.println();
        out.println(command.summary() + ".");
        out.println();
        out.println(wrap(command.description(), ""));
        out.println();
        out.println("Options:");
        for (Option option : command.options().getOptions()) {
            optionLines(option).forEach(out::println);
        }
        out.printf("  %-24s %s%n", "-h, --help", "show this help");
        out.println();
        out.println("Examples:");
        command.examples().forEach(example -> out.println("  tufa " + example));
    }

    static String usage(Command command) {
        String options = command.options().getOptions().isEmpty() ? "" : " [OPTION...]";
        String operands = command.operands().isEmpty() ? "" : " " + command.operands();
        return "tufa " + command.name() + options + operands;
    }

    static String spelling(Option option) {
        String name = "--" + option.getLongOpt();
        return option.hasArg() ? name + " " + option.getArgName() : name;
    }

    private static List<String> optionLines(Option option) {
        String[] description = wrap(option.getDescription(), " ".repeat(27)).split("\n", -1);
        List<String> lines = new ArrayList<>();
        lines.add("  %-24s %s".formatted(spelling(option), description[0].strip()));
        lines.addAll(List.of(description).subList(1, description.length));
        return lines;
    }

    private static String wrap(String text, String indent) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split("\\s+", -1)) {
            if (line.length() + word.length() + 1 > WIDTH) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        return wrapped.append(line).toString();
    }
}
