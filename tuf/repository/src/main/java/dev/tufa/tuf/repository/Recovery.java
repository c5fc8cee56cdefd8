package dev.tufa.tuf.repository;

/** What became of an earlier publication that was interrupted. */
public enum Recovery {
    /** There was none. */
    NOTHING_TO_DO,
    /** It has been brought to its end. */
    COMPLETED,
    /**
     * It could not go on, because somebody else has published since or a staged file is gone. What clients see is not changed
     * by it, and what was staged still is.
     */
    ABANDONED
}
