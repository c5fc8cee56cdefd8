package dev.tufa.apt.archive.deb822;

import java.util.List;

/** What names and values are made of (Debian Policy §5.1). */
final class FieldSyntax {
    private FieldSyntax() {}

    /** Debian Policy §5.1: "US-ASCII characters excluding control characters, space, and colon". */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '#'
                && name.charAt(0) != '-'
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
    }

    /** A tab is the only control character that a line may have. */
    static boolean isText(String line) {
        return line.chars().noneMatch(c -> (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0));
    }

    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("name of a field: expected printable ASCII without colon, got " + name);
        }
    }

    static void requireLines(String name, List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected at least one line, got none");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!isText(line)) {
                throw new IllegalArgumentException(name + ": expected text without control characters");
            }
            if (i > 0 && line.isBlank()) {
                throw new IllegalArgumentException(name + ": expected a dot in an empty line, got nothing");
            }
            if (isBlank(line, line.length() - 1) || (i == 0 && isBlank(line, 0))) {
                throw new IllegalArgumentException(name + ": expected no blanks around \"" + line + '"');
            }
        }
    }

    /** Without the blanks and tabs around it. Other white space of Unicode is part of a value. */
    static String withoutBlanks(String line) {
        int start = 0;
        int end = line.length();
        while (isBlank(line, start)) {
            start++;
        }
        while (end > start && isBlank(line, end - 1)) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBlank(String line, int at) {
        return at >= 0 && at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t');
    }
}
