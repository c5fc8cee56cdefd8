package dev.tufa.tuf.client;

import java.util.OptionalLong;

/** Hears how transfers go. Calls come from the thread that runs the update; they should return at once. */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * A transfer begins, or begins again.
     *
     * @param file the name of the file, for a person
     * @param length how many bytes are expected, if that is known
     */
    default void started(String file, OptionalLong length) {}

    /** Some more bytes have come: this many of the file in all. */
    default void received(String file, long bytes) {}

    /** The file has come whole; it is not verified yet. */
    default void finished(String file, long bytes) {}
}
