package dev.tufa.cli.guide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The commands of a guide, in order. They are in blocks that begin with <code>```console</code>: a line that begins with
 * <code>$ </code>, with what follows a backslash at its end, is a command; the lines after it are what it prints. What readers need not
 * see is in comments: {@code <!-- run: COMMAND -->} runs a command, {@code <!-- later: 8d -->} lets days pass.
 */
final class Guide {
    private static final String BEGIN = "```console";
    private static final String END = "```";
    private static final String PROMPT = "$ ";
    private static final String RUN = "<!-- run: ";
    private static final String LATER = "<!-- later: ";
    private static final String COMMENT_END = " -->";

    private Guide() {}

    /** What a line, or a few, of a guide mean. */
    interface Part {}

    /** Lines that are not run. */
    record Prose(List<String> lines) implements Part {}

    /** A command that readers do not see. */
    record Hidden(String command, String line) implements Part {}

    /** Some time goes by. */
    record Later(Duration time, String line) implements Part {}

    /** A command, and what it is to print. */
    record Shown(List<String> command, List<String> output) implements Part {}

    static List<Part> parse(List<String> lines) {
        List<Part> parts = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (inside && line.startsWith(PROMPT)) {
                List<String> command = new ArrayList<>(List.of(line));
                while (lines.get(i).endsWith("\\")) {
                    command.add(lines.get(++i));
                }
                List<String> output = new ArrayList<>();
                while (!lines.get(i + 1).startsWith(PROMPT) && !lines.get(i + 1).equals(END)) {
                    output.add(lines.get(++i));
                }
                parts.add(new Shown(command, output));
            } else if (line.startsWith(RUN)) {
                parts.add(new Hidden(inner(line, RUN), line));
            } else if (line.startsWith(LATER)) {
                parts.add(new Later(Duration.parse("P" + inner(line, LATER).toUpperCase(Locale.ROOT)), line));
            } else {
                inside = inside ? !line.equals(END) : line.equals(BEGIN);
                parts.add(new Prose(List.of(line)));
            }
        }
        return parts;
    }

    private static String inner(String line, String before) {
        return line.substring(before.length(), line.length() - COMMENT_END.length());
    }

    /** What a shell is to be given. */
    static String script(Shown shown) {
        return String.join("\n", shown.command()).substring(PROMPT.length());
    }
}
