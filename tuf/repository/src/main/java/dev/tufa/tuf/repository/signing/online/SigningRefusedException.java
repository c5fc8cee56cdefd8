package dev.tufa.tuf.repository.signing.online;

/** A document is not signed, because a rule forbids it. */
public final class SigningRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    SigningRefusedException(String message) {
        super(message);
    }
}
