package dev.tufa.tuf.refusal;

/** The length or a hash is not the one that trusted metadata names (TUF 1.0.34 §5.5.2, §5.6.2, §5.7.3). */
public final class IntegrityException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String expected;
    private final String actual;

    /** Names the file, what was expected and what came. */
    public IntegrityException(String file, String what, String expected, String actual) {
        super(
                file,
                "%s: expected %s, got %s".formatted(Printable.of(what), Printable.of(expected), Printable.of(actual)));
        this.what = what;
        this.expected = expected;
        this.actual = actual;
    }

    /** What does not match, for example {@code length} or {@code sha256}. */
    public String what() {
        return what;
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
