package dev.tufa.tuf.refusal;

/** The metadata follows another major version of the specification (TUF 1.0.34 §4.3). */
public final class SpecVersionException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String actual;

    /** Names the file, what was expected and what came. */
    public SpecVersionException(String file, String actual) {
        super(file, "spec_version: expected 1.x, got \"%s\"".formatted(Printable.of(actual)));
        this.actual = actual;
    }

    /** What came. */
    public String actual() {
        return actual;
    }
}
