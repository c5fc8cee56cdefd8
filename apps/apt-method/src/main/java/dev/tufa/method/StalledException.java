package dev.tufa.method;

import java.io.IOException;

/** A server keeps apt waiting, byte by byte, and apt itself would wait as long as that goes on. */
final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(String message, Throwable cause) {
        super(message, cause);
    }
}
