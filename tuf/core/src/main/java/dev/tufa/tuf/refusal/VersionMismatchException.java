package dev.tufa.tuf.refusal;

/** The version is not the one that a trusted document names (TUF 1.0.34 §5.3.5, §5.5.4, §5.6.4). */
public final class VersionMismatchException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final long expected;
    private final long actual;

    /** Names the file, what was expected and what came. */
    public VersionMismatchException(String file, long expected, long actual) {
        super(file, "version: expected %d, got %d".formatted(expected, actual));
        this.expected = expected;
        this.actual = actual;
    }

    /** What was expected. */
    public long expected() {
        return expected;
    }

    /** What came. */
    public long actual() {
        return actual;
    }
}
