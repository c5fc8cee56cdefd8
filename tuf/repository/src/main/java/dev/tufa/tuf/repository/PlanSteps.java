package dev.tufa.tuf.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of a publication: private keys, target files, targets metadata from the leaves up, snapshot, timestamp; then the new
 * root, which everything before it is signed for already.
 */
final class PlanSteps {
    private final List<PublicationStep> leaves = new ArrayList<>();
    private Optional<PublicationStep> timestamp = Optional.empty();
    private final List<PublicationStep> root = new ArrayList<>();

    void add(List<PublicationStep> first) {
        leaves.addAll(first);
    }

    void addMetadata(String path, Content file) {
        leaves.add(new PublicationStep.Create(path, file));
    }

    void addTimestamp(Content file) {
        timestamp = Optional.of(new PublicationStep.Replace(Layout.TIMESTAMP, file));
    }

    void addRoot(long version, Content file) {
        root.add(new PublicationStep.Create(Layout.versioned(version, "root"), file));
        root.add(new PublicationStep.Replace(Layout.ROOT, file));
    }

    /** All steps; none if there is nothing to publish and nothing to use up. */
    List<PublicationStep> ordered(List<PublicationStep> discards) {
        List<PublicationStep> steps = new ArrayList<>(leaves);
        timestamp.ifPresent(steps::add);
        steps.addAll(root);
        steps.addAll(discards);
        return steps;
    }
}
