package dev.tufa.tuf.client;

/** How a repository with consistent snapshots names its artifacts (TUF 1.0.34 §6.2.1). */
public enum TargetNaming {
    /** {@code HASH.FILENAME.EXT}, as the specification recommends. */
    HASH_PREFIX,
    /** {@code FILENAME.EXT}, where the path alone already stands for one content for ever. */
    PLAIN
}
