package dev.tufa.apt.archive.sources;

/** A list of sources with which apt would do nothing any more; says the line, what was expected there and what is. */
public final class SourcesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    SourcesException(String file, int line, String problem) {
        super("%s: line %d: %s".formatted(file, line, problem));
        this.line = line;
    }

    SourcesException(int line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }
}
