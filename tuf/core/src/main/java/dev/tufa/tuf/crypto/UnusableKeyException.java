package dev.tufa.tuf.crypto;

/** A key cannot verify anything here; it does not count toward a threshold, and the document that lists it stays valid. */
public final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }

    UnusableKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
