package dev.tufa.tuf.repository.signing.source;

import java.io.IOException;

/** A private key is not to be had here and now: its token is not plugged in, its agent does not run, its variable is not set. */
public final class KeyUnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what there is. */
    public KeyUnreachableException(String message) {
        super(message);
    }

    /** Says what was expected and what there is. */
    public KeyUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
