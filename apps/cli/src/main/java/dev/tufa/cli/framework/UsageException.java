package dev.tufa.cli.framework;

/** The words on the command line are wrong. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what, expected and actual. */
    public UsageException(String message) {
        super(message);
    }
}
