package dev.tufa.apt.archive.deb822;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.StringTokenizer;

/**
 * One field of a stanza: its name as it is written, and the lines of its value.
 *
 * @param name printable ASCII without spaces and colons, not beginning with {@code #} or {@code -}; its case says nothing
 * @param lines what stands beside the name, then every continuation line without the one blank or tab that it begins with and
 *     without blanks at its end; at least one
 */
public record Field(String name, List<String> lines) {
    /** A field that can be written and read back. */
    public Field {
        lines = List.copyOf(lines);
        FieldSyntax.requireName(name);
        FieldSyntax.requireLines(name, lines);
    }

    /** A field with a value of one line. */
    public static Field of(String name, String value) {
        return new Field(name, List.of(value));
    }

    /** A field whose value stands in continuation lines, one for each text, and nothing beside its name. */
    public static Field ofLines(String name, List<String> texts) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(texts);
        return new Field(name, lines);
    }

    /** The value as one text: its lines with line ends between them. */
    public String value() {
        return String.join("\n", lines);
    }

    /** The value without line ends: words that blanks, tabs and line ends part. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            StringTokenizer parts = new StringTokenizer(line, " \t");
            while (parts.hasMoreTokens()) {
                words.add(parts.nextToken());
            }
        }
        return List.copyOf(words);
    }

    /**
     * The continuation lines, and before them what stands beside the name if that is something: none of them empty, and without blanks
     * and tabs around them.
     */
    public List<String> texts() {
        return lines.stream()
                .map(FieldSyntax::withoutBlanks)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Whether there is nothing but blanks. */
    public boolean isEmpty() {
        return texts().isEmpty();
    }

    /** Whether this is the field of a name. */
    public boolean isNamed(String other) {
        return key(name).equals(key(other));
    }

    /** What two names have in common that mean the same field. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** As it is written, with the line end. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("\n ", "", "\n");
        text.add(lines.get(0).isEmpty() ? name + ":" : name + ": " + lines.get(0));
        lines.subList(1, lines.size()).forEach(text::add);
        return text.toString();
    }
}
