package dev.tufa.cli.framework;

import java.util.List;
import org.apache.commons.cli.Option;

/** {@code tufa man}: the manual page, made from the commands themselves. */
public final class ManCommand implements Command {
    private final List<Command> commands;

    /** A command that knows all commands: a list that may still grow. */
    public ManCommand(List<Command> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "man";
    }

    @Override
    public String summary() {
        return "Print the manual page";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String description() {
        return "Prints the manual page tufa(1) with all commands, for man or for a package.";
    }

    @Override
    public List<String> examples() {
        return List.of("man | man -l -");
    }

    @Override
    public void run(Invocation invocation) throws UsageException {
        invocation.expectOperands(0);
        StringBuilder page = new StringBuilder();
        page.append(".TH TUFA 1\n.SH NAME\ntufa \\- software updates that survive an attacker\n");
        page.append(
                ".SH SYNOPSIS\n.B tufa\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n.PP\n.B tufa \\-\\-version\n.SH COMMANDS\n");
        for (Command command : commands) {
            page.append(".SS ").append(escape(Help.usage(command))).append('\n');
            page.append(escape(command.summary())).append(".\n.PP\n");
            page.append(escape(command.description())).append('\n');
            for (Option option : command.options().getOptions()) {
                page.append(".TP\n.B ").append(escape(Help.spelling(option))).append('\n');
                page.append(escape(option.getDescription())).append('\n');
            }
            page.append(".PP\n.nf\n");
            command.examples()
                    .forEach(example ->
                            page.append("    tufa ").append(escape(example)).append('\n'));
            page.append(".fi\n");
        }
        page.append(".SH EXIT STATUS\n");
        for (ExitCode code : ExitCode.values()) {
            page.append(".TP\n.B ")
                    .append(code.number())
                    .append('\n')
                    .append(escape(code.meaning()))
                    .append('\n');
        }
        invocation.terminal().out().print(page);
    }

    /** What starts a line or escapes in roff stands for itself. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
