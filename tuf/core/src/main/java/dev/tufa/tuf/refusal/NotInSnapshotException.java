package dev.tufa.tuf.refusal;

/** The snapshot does not list a role's metadata, or no longer: mix-and-match attack (TUF 1.0.34 §5.5.5, §5.6.1). */
public final class NotInSnapshotException extends TrustException {
    private static final long serialVersionUID = 1L;

    /** Names the metadata file that is missing. */
    public NotInSnapshotException(String file) {
        super(file, "expected an entry in snapshot.json, got none");
    }
}
