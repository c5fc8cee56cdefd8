package dev.tufa.tuf.repository;

/** A role cannot be signed because too many of its private keys are not here. */
public final class MissingKeyException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    MissingKeyException(String message) {
        super(message);
    }
}
