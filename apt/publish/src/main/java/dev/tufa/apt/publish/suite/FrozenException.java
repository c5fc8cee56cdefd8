package dev.tufa.apt.publish.suite;

/** A suite would be called otherwise than it was published before. */
public final class FrozenException extends Exception {
    private static final long serialVersionUID = 1L;

    FrozenException(String message) {
        super(message);
    }
}
