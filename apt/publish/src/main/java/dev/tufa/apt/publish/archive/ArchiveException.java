package dev.tufa.apt.publish.archive;

import java.util.List;

/** An archive refuses what it was asked for; nothing that clients see has changed. */
public final class ArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal: what, expected, got. */
    public ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Several refusals, a line each. */
    public static ArchiveException ofSeveral(List<String> messages) {
        return new ArchiveException(String.join("\n", messages));
    }
}
