package dev.tufa.tuf.refusal;

import dev.tufa.tuf.json.JsonException;

/** The bytes are not the metadata that TUF 1.0.34 §4 describes. */
public final class MalformedMetadataException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;
    private final String actual;

    /** Names the file, what was expected and what came. */
    public MalformedMetadataException(String file, String path, String expected, String actual) {
        super(file, "%s: expected %s, got %s".formatted(Printable.of(path), expected, Printable.of(actual)));
        this.path = path;
        this.expected = expected;
        this.actual = actual;
    }

    /** The bytes are not acceptable JSON at all; the cause's message says what was expected and what came. */
    public MalformedMetadataException(String file, JsonException cause) {
        super(file, Printable.of(String.valueOf(cause.getMessage())));
        initCause(cause);
        this.path = "";
        this.expected = "acceptable JSON";
        this.actual = String.valueOf(cause.getMessage());
    }

    /** Where in the document, for example {@code signed.version}. */
    public String path() {
        return path;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** What came. */
    public String actual() {
        return actual;
    }
}
