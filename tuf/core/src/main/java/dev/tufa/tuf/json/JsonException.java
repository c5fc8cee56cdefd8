package dev.tufa.tuf.json;

/** The bytes are not a JSON document that {@link CanonicalJson} accepts; the message names the rule. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
