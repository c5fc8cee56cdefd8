package dev.tufa.tuf.refusal;

/**
 * A document or file was refused. Nothing that was trusted before has changed. Each member of the family says what was
 * expected and what came, in its message and as fields.
 */
public abstract sealed class TrustException extends Exception
        permits MalformedMetadataException,
                SpecVersionException,
                SignatureException,
                RollbackException,
                VersionMismatchException,
                ExpiredException,
                IntegrityException,
                NotInSnapshotException,
                ClockException {
    private static final long serialVersionUID = 1L;

    private final String file;

    TrustException(String file, String problem) {
        super(Printable.of(file) + ": " + problem);
        this.file = file;
    }

    /** The name of what was refused, without version or hash prefix: {@code timestamp.json}, or a target path. */
    public String file() {
        return file;
    }
}
