package dev.tufa.tuf.repository.signing.source;

import java.io.IOException;

/** A token refuses a PIN. It counts, and locks itself after a few wrong ones, so nobody should try again by program. */
public final class WrongPinException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which token. */
    public WrongPinException(String message) {
        super(message);
    }
}
