package dev.tufa.tuf.refusal;

import java.time.Instant;

/** The metadata has expired: freeze attack (TUF 1.0.34 §5.3.10, §5.4.4, §5.5.6, §5.6.5). */
public final class ExpiredException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final Instant expires;
    private final Instant updateStart;

    /** Names the file, what was expected and what came. */
    public ExpiredException(String file, Instant expires, Instant updateStart) {
        super(file, "expected expiry after %s, got %s".formatted(updateStart, expires));
        this.expires = expires;
        this.updateStart = updateStart;
    }

    /** When it expires. */
    public Instant expires() {
        return expires;
    }

    /** The time at which the update began. */
    public Instant updateStart() {
        return updateStart;
    }
}
