package dev.tufa.apt.archive.index;

/** Where clients find the packages that are for every architecture. */
public enum ArchitectureAll {
    /**
     * In the index of each architecture. If there is one of {@code all} as well, {@code No-Support-for-Architecture-all} says that
     * clients need not fetch it.
     */
    IN_EVERY_INDEX,
    /** In an index of their own alone, {@code binary-all}; old clients do not look there. */
    IN_THEIR_OWN
}
