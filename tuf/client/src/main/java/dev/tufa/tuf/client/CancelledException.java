package dev.tufa.tuf.client;

import java.io.IOException;

/** An update or a download ended because it was cancelled. What was trusted and stored before is unchanged. */
public final class CancelledException extends IOException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("cancelled");
    }
}
