package dev.tufa.tuf.client;

import java.io.IOException;

/** The repository sends too slowly: slow retrieval attack, or a network that is no use now. */
public final class SlowRetrievalException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the file, and how fast it was to come. */
    public SlowRetrievalException(String what, String expected, String actual) {
        super("%s: expected %s, got %s".formatted(what, expected, actual));
    }
}
