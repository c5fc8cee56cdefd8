package dev.tufa.apt.publish.archive;

import java.util.Optional;

/**
 * How packages are added.
 *
 * @param suite of the archive
 * @param component of the suite; empty for its first
 * @param transfer how files get into the archive
 */
public record AddOptions(String suite, Optional<String> component, Transfer transfer) {
    /** Copies, into the first component. */
    public static AddOptions to(String suite) {
        return new AddOptions(suite, Optional.empty(), Transfer.COPY);
    }

    /** How files get into the archive. */
    public enum Transfer {
        /** They are copied. */
        COPY,
        /** They get a second name there; whoever changes the one changes the other, which clients then refuse. */
        LINK
    }
}
