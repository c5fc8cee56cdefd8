package dev.tufa.tuf.repository;

/** A change cannot be made: a path that is taken or malformed, a role that is not there, a name that was used before. */
public final class ChangeRefusedException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    ChangeRefusedException(String message) {
        super(message);
    }
}
