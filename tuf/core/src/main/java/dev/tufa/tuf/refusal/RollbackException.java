package dev.tufa.tuf.refusal;

/** A version went back: rollback attack (TUF 1.0.34 §5.3.5, §5.4.3, §5.5.5). */
public final class RollbackException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long trusted;
    private final long offered;

    /** Names the file, what was expected and what came. */
    public RollbackException(String file, String what, long trusted, long offered) {
        super(file, "%s: expected >= %d, got %d".formatted(Printable.of(what), trusted, offered));
        this.what = what;
        this.trusted = trusted;
        this.offered = offered;
    }

    /** Which number went back, for example {@code version}. */
    public String what() {
        return what;
    }

    /** The version trusted so far. */
    public long trusted() {
        return trusted;
    }

    /** The version that was offered. */
    public long offered() {
        return offered;
    }
}
