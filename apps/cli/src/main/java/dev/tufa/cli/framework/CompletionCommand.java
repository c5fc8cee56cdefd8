package dev.tufa.cli.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;

/** {@code tufa completion}: what a shell needs to complete commands and options, made from the commands themselves. */
public final class CompletionCommand implements Command {
    private final List<Command> commands;

    /** A command that knows all commands: a list that may still grow. */
    public CompletionCommand(List<Command> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print the completion for a shell";
    }

    @Override
    public String operands() {
        return "bash|zsh|fish";
    }

    @Override
    public String description() {
        return "Prints a script that lets the shell complete commands, options and file names. Load it in the shell's start file.";
    }

    @Override
    public List<String> examples() {
        return List.of("completion bash > ~/.local/share/bash-completion/completions/tufa");
    }

    @Override
    public void run(Invocation invocation) throws UsageException {
        String shell = invocation.operand(0, "SHELL");
        invocation.expectOperands(1);
        String script = switch (shell) {
            case "bash" -> bash();
            case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
            case "fish" -> fish();
            default -> throw new UsageException("SHELL: expected bash, zsh or fish, got \"" + shell + '"');
        };
        invocation.terminal().out().print(script);
    }

    /** What may follow after the first words of commands: after none of them, after a group, after a group within it. */
    private Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        for (Command command : commands) {
            String before = "";
            for (String word : command.name().split(" ", -1)) {
                words.computeIfAbsent(before, group -> new LinkedHashSet<>()).add(word);
                before = before.isEmpty() ? word : before + " " + word;
            }
        }
        return words;
    }

    private static List<String> optionsOf(Command command) {
        List<String> options = new ArrayList<>();
        for (Option option : command.options().getOptions()) {
            options.add("--" + option.getLongOpt());
        }
        options.add("--help");
        return options;
    }

    private String bash() {
        StringBuilder script = new StringBuilder("""
                _tufa() {
                  local current=${COMP_WORDS[COMP_CWORD]} words=
                  case "${COMP_WORDS[*]:1:COMP_CWORD-1}" in
                """);
        words().forEach((group, next) -> script.append("    '%s') words=\"%s\" ;;\n"
                .formatted(group, String.join(" ", next) + (group.isEmpty() ? " --help --version" : ""))));
        script.append("""
                  esac
                  if [ -z "$words" ]; then
                    case "${COMP_WORDS[*]:1} " in
                """);
        for (Command command : commands) {
            script.append(
                    "      '%s '*) words=\"%s\" ;;\n".formatted(command.name(), String.join(" ", optionsOf(command))));
        }
        return script.append("""
                    esac
                    case "$current" in -*) ;; *) words= ;; esac
                  fi
                  COMPREPLY=($(compgen -W "$words" -- "$current"))
                }
                complete -o default -F _tufa tufa
                """).toString();
    }

    private String fish() {
        StringBuilder script = new StringBuilder();
        script.append("complete -c tufa -n __fish_use_subcommand -l help\n");
        script.append("complete -c tufa -n __fish_use_subcommand -l version\n");
        words().forEach((group, next) -> {
            String condition = group.isEmpty()
                    ? "__fish_use_subcommand"
                    : "'%s; and not __fish_seen_subcommand_from %s'".formatted(seen(group), String.join(" ", next));
            for (String word : next) {
                script.append("complete -c tufa -n %s -a %s -d '%s'\n"
                        .formatted(condition, word, summaryOf(group.isEmpty() ? word : group + " " + word)));
            }
        });
        for (Command command : commands) {
            for (Option option : command.options().getOptions()) {
                script.append("complete -c tufa -n '%s' -l %s%s -d '%s'\n"
                        .formatted(
                                seen(command.name()),
                                option.getLongOpt(),
                                option.hasArg() ? " -r" : "",
                                option.getDescription().replace("'", "\\'")));
            }
        }
        return script.toString();
    }

    private static String seen(String words) {
        return Arrays.stream(words.split(" ", -1))
                .map(word -> "__fish_seen_subcommand_from " + word)
                .collect(Collectors.joining("; and "));
    }

    private String summaryOf(String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .map(Command::summary)
                .findFirst()
                .orElse(name);
    }
}
