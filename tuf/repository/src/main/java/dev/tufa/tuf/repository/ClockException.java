package dev.tufa.tuf.repository;

/** The clock cannot be right, so nothing is signed by it: it is before the last publication, or too far after. */
public final class ClockException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    ClockException(String message) {
        super(message);
    }
}
