package dev.tufa.tuf.repository;

import java.util.List;

/**
 * What became of a repository that was rebuilt from its published tree.
 *
 * @param outcome whether it can go on
 * @param publication what became of a publication that was interrupted
 * @param changes what was written, and why, for a person
 * @param problems what is still missing or wrong in the published tree
 */
public record Rebuilt(Outcome outcome, Recovery publication, List<String> changes, List<TreeProblem> problems) {
    public Rebuilt {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** Whether the repository can go on. */
    public enum Outcome {
        /** It can be changed and published. */
        READY,
        /** Clients cannot update from the published tree, and nothing was changed. */
        UNUSABLE
    }
}
