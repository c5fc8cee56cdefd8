package dev.tufa.cli.framework;

/** A command did not do what was asked, for a reason that is no fault. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String hint;

    /**
     * An end with a message.
     *
     * @param hint what to do about it, or an empty text
     */
    public CommandFailure(ExitCode exitCode, String message, String hint) {
        super(message);
        this.exitCode = exitCode;
        this.hint = hint;
    }

    /** How the command ends. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What to do about it, or an empty text. */
    public String hint() {
        return hint;
    }
}
