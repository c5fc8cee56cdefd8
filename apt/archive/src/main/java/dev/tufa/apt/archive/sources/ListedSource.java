package dev.tufa.apt.archive.sources;

/**
 * A source and where it is said.
 *
 * @param file as it was called when it was read
 * @param line of the entry, or the first of its stanza; from 1
 */
public record ListedSource(String file, int line, Source source) {
    /** An entry that is somewhere. */
    public ListedSource {
        if (line < 1) {
            throw new IllegalArgumentException("line: expected >= 1, got " + line);
        }
    }

    /** Where it is said, for messages. */
    public String place() {
        return "%s: line %d".formatted(file, line);
    }
}
