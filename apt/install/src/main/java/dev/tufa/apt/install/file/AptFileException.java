package dev.tufa.apt.install.file;

/** A {@code .apt} file is refused: nothing of it may be used. */
public final class AptFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    AptFileException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /** A refusal for a reason that says itself what was expected. */
    AptFileException(Refusal refusal, Exception cause) {
        this(refusal, String.valueOf(cause.getMessage()), cause);
    }

    AptFileException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** By which rule. */
    public Refusal refusal() {
        return refusal;
    }
}
