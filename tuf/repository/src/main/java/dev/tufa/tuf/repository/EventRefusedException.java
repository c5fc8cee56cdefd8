package dev.tufa.tuf.repository;

/** A signing event, or something that was to be added to one, is refused. */
public final class EventRefusedException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    /** A refusal that says what, what was expected, and what there is. */
    public EventRefusedException(String message) {
        super(message);
    }
}
