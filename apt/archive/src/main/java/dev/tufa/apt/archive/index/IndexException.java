package dev.tufa.apt.archive.index;

import java.io.IOException;

/** Something that is not an index of an apt archive, or not one that can be used; says what was expected and what is there. */
public final class IndexException extends IOException {
    private static final long serialVersionUID = 1L;

    IndexException(String problem) {
        super(problem);
    }

    /** The same problem, with the place where it is. */
    IndexException in(String place) {
        IndexException placed = new IndexException(place + ": " + getMessage());
        placed.setStackTrace(getStackTrace());
        return placed;
    }
}
