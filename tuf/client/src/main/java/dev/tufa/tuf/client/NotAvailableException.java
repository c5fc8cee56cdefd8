package dev.tufa.tuf.client;

import java.io.IOException;
import java.net.URI;

/** The repository was reached and says that it has no such file. */
public final class NotAvailableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final URI uri;

    /** Names the file, and the server's words for it. */
    public NotAvailableException(URI uri, String answer) {
        super(uri + ": expected a file, got " + answer);
        this.uri = uri;
    }

    /** Where the file was expected. */
    public URI uri() {
        return uri;
    }
}
