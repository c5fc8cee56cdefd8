package dev.tufa.tuf.repository;

/** A plan was made for another state of the repository than the one there is, or too long ago; make a new one. */
public final class StalePlanException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    StalePlanException(String message) {
        super(message);
    }
}
