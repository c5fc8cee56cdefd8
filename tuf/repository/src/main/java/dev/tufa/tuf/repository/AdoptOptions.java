package dev.tufa.tuf.repository;

import java.util.Optional;

/**
 * How a repository is adopted.
 *
 * @param pinnedRoot a root that is trusted already; without one, the oldest root that there is
 * @param artifacts what becomes of the target files
 */
public record AdoptOptions(Optional<Content> pinnedRoot, Artifacts artifacts) {
    /** The oldest root, and the metadata alone. */
    public static final AdoptOptions DEFAULT = new AdoptOptions(Optional.empty(), Artifacts.LEFT_OUT);

    /** The same options with a root that is trusted already. */
    public AdoptOptions withPinnedRoot(byte[] root) {
        return new AdoptOptions(Optional.of(Content.of(root)), artifacts);
    }

    /** The same options with another choice for the target files. */
    public AdoptOptions withArtifacts(Artifacts choice) {
        return new AdoptOptions(pinnedRoot, choice);
    }

    /** What becomes of the target files. */
    public enum Artifacts {
        /** They stay where they are: the repository has metadata alone, and goes on so. */
        LEFT_OUT,
        /** Each is verified and copied. */
        COPIED,
        /** Each is verified and gets a second name for the same file; it is copied where that cannot be. */
        LINKED
    }
}
