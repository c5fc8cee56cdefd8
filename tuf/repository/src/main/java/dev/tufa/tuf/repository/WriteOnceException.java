package dev.tufa.tuf.repository;

/** A file that is never changed is there already, with other content: somebody else has published. */
public final class WriteOnceException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    WriteOnceException(String message) {
        super(message);
    }
}
