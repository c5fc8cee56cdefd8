package dev.tufa.tuf.client;

import java.io.IOException;

/** The repository was reached, and trying again would end the same way. */
public final class PermanentFetchException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what, expected and actual. */
    public PermanentFetchException(String message) {
        super(message);
    }

    /** Says what, expected and actual, and where it came from. */
    public PermanentFetchException(String message, Throwable cause) {
        super(message, cause);
    }
}
