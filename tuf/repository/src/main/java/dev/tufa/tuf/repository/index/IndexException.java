package dev.tufa.tuf.repository.index;

import java.io.IOException;

/** The index cannot be used; the published tree tells all that it would have told. */
public final class IndexException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Cause kind;

    IndexException(Cause kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** An index that somebody else is at work on. */
    public static IndexException busy(String file) {
        return new IndexException(
                Cause.UNUSABLE, file + ": expected to get at it, got a lock that is held", new IOException("locked"));
    }

    /** An index that cannot be written, or not even be read. */
    public static IndexException unusable(String file, IOException cause) {
        return new IndexException(Cause.UNUSABLE, file + ": " + cause.getMessage(), cause);
    }

    /** Why it cannot be used. */
    public Cause kind() {
        return kind;
    }

    /** What is wrong with an index. */
    public enum Cause {
        /** The file is not an index of this version, or is no longer whole: another one has to be made. */
        DAMAGED,
        /** A full disk, a missing permission, a platform without the library. */
        UNUSABLE
    }
}
