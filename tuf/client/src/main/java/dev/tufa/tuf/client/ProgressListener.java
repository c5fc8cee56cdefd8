package dev.tufa.tuf.client;

import java.util.OptionalLong;

/**
 * Hears how far an update or a download is. Calls come one at a time, from any of the threads that work; they should return at
 * once.
 */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** What is being done. */
    enum Phase {
        /** Newer roots are looked for (TUF 1.0.34 §5.3). */
        ROOT,
        /** The newest timestamp is fetched (§5.4). */
        TIMESTAMP,
        /** The snapshot that it names (§5.5). */
        SNAPSHOT,
        /** Targets roles, the top-level one first (§5.6). */
        TARGETS,
        /** Artifacts (§5.7). */
        ARTIFACTS
    }

    /** A phase begins. */
    default void entered(Phase phase) {}

    /** Artifacts will be downloaded: this many of them, with this many bytes in all, without those that are there already. */
    default void expected(int files, long bytes) {}

    /**
     * A transfer begins, or begins again.
     *
     * @param file the name of the file, for a person
     * @param length how many bytes the whole file is expected to have, if that is known
     */
    default void started(String file, OptionalLong length) {}

    /** Some more bytes have come: this many of the file in all. */
    default void received(String file, long bytes) {}

    /** The file has come whole; it is not verified yet. */
    default void finished(String file, long bytes) {}

    /** The transfer has ended before the file was whole. It may be started again. */
    default void broken(String file) {}
}
