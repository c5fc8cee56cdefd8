package dev.tufa.tuf.refusal;

/** Fewer distinct keys signed than the role's threshold asks for: arbitrary software attack (TUF 1.0.34 §5.3.4). */
public final class SignatureException extends TrustException {
    private static final long serialVersionUID = 1L;

    private final String role;
    private final int threshold;
    private final int signers;

    /**
     * Names the role and both counts.
     *
     * @param detail why keys or signatures did not count, or an empty text
     */
    public SignatureException(String file, String role, int threshold, int signers, String detail) {
        super(
                file,
                "expected signatures by %d distinct keys of role %s, got %d%s"
                        .formatted(
                                threshold,
                                Printable.of(role),
                                signers,
                                detail.isEmpty() ? "" : " (" + Printable.of(detail) + ")"));
        this.role = role;
        this.threshold = threshold;
        this.signers = signers;
    }

    /** The role that should have signed. */
    public String role() {
        return role;
    }

    /** How many distinct keys had to sign. */
    public int threshold() {
        return threshold;
    }

    /** How many distinct keys did sign. */
    public int signers() {
        return signers;
    }
}
