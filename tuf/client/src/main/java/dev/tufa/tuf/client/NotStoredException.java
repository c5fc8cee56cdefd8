package dev.tufa.tuf.client;

import java.io.IOException;

/** Something is not here, and the network is not to be used. */
public final class NotStoredException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names the file. */
    NotStoredException(String file) {
        super(file + ": expected a copy on this machine, got none, and the network is not to be used");
    }
}
