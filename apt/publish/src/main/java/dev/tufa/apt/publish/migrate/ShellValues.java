package dev.tufa.apt.publish.migrate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a shell would put in place of {@code $(…)}, where that is a thing that a {@code .apt} file has its own way for. */
final class ShellValues {
    /** Stands for the codename of each system; no name of a suite can look like it. */
    static final String CODENAME = "$(CODENAME)";

    /** An option that asks for what is so anyway. */
    private static final Pattern OWN_ARCHITECTURE =
            Pattern.compile("arch=\\$\\(ARCH\\)[ \t]*|(?i:architectures):[ \t]*\\$\\(ARCH\\)[ \t]*\n?");

    private static final Pattern EMPTY_OPTIONS = Pattern.compile("\\[[ \t]*]");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{[^}]*}|[A-Za-z_][A-Za-z0-9_]*)");

    private ShellValues() {}

    /** The same with what is known in place of what a shell would work out; empty if something else is to be worked out. */
    static Optional<String> replaced(String text) {
        StringBuilder replaced = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            int end = c == '$' || c == '`' ? end(text, position) : position;
            if (end < 0) {
                return Optional.empty();
            }
            if (end == position) {
                replaced.append(c);
                position++;
                continue;
            }
            Optional<String> value = value(text.substring(position, end));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            replaced.append(value.get());
            position = end;
        }
        String known = OWN_ARCHITECTURE.matcher(replaced).replaceAll("");
        return Optional.of(EMPTY_OPTIONS.matcher(known).replaceAll(""));
    }

    /** Where what begins with a dollar sign or a backtick ends; -1 if it does not. */
    static int end(String text, int start) {
        if (text.charAt(start) == '`') {
            int end = text.indexOf('`', start + 1);
            return end < 0 ? -1 : end + 1;
        }
        if (text.startsWith("$(", start)) {
            int depth = 0;
            for (int i = start + 1; i < text.length(); i++) {
                depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
                if (depth == 0) {
                    return i + 1;
                }
            }
            return -1;
        }
        Matcher variable = VARIABLE.matcher(text).region(start, text.length());
        return variable.lookingAt() ? variable.end() : -1;
    }

    private static Optional<String> value(String expression) {
        String lower = expression.toLowerCase(Locale.ROOT);
        if (lower.contains("print-architecture") || lower.matches("\\$\\{?arch(itecture)?}?")) {
            return Optional.of("$(ARCH)");
        }
        boolean isCodename = lower.contains("codename") || lower.matches(".*lsb_release +(-cs|-sc|-c -s|-s -c)\\W.*");
        return isCodename ? Optional.of(CODENAME) : Optional.empty();
    }
}
