package dev.tufa.apt.archive.deb;

/** A {@code .deb} file is refused; says which, what was expected and what is there. */
public final class DebException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DebRefusal refusal;

    DebException(String file, Refused cause) {
        super(file + ": " + cause.getMessage(), cause);
        this.refusal = cause.refusal();
    }

    /** By which rule. */
    public DebRefusal refusal() {
        return refusal;
    }
}
