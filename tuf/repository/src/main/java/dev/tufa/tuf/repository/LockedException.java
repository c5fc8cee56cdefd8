package dev.tufa.tuf.repository;

/** Somebody else is at work on the repository. */
public final class LockedException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    LockedException(String message) {
        super(message);
    }
}
