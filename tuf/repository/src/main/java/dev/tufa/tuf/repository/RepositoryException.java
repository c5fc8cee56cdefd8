package dev.tufa.tuf.repository;

/** The repository refuses what it was asked for, and nothing has changed. */
public abstract sealed class RepositoryException extends Exception
        permits ChangeRefusedException,
                ClockException,
                EventRefusedException,
                LockedException,
                MissingKeyException,
                StalePlanException,
                WriteOnceException {
    private static final long serialVersionUID = 1L;

    RepositoryException(String message) {
        super(message);
    }
}
