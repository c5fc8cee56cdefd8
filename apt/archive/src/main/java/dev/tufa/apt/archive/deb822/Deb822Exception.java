package dev.tufa.apt.archive.deb822;

import java.io.IOException;

/** Text that is not control data; says the line, what was expected there and what is. */
public final class Deb822Exception extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    Deb822Exception(String file, int line, String problem) {
        super("%s: line %d: %s".formatted(file, line, problem));
        this.line = line;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }
}
