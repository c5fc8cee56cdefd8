package dev.tufa.apt.publish.migrate;

/** What was given cannot become a {@code .apt} file; says the place, what was expected there and what is. */
public final class MigrationException extends Exception {
    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
