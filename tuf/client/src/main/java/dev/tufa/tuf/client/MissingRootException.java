package dev.tufa.tuf.client;

import java.io.IOException;

/** There is no trusted root to start from: none was given, and none is stored. */
public final class MissingRootException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingRootException() {
        super("root.json: expected a trusted root in the metadata store, got none");
    }
}
