package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What staged additions come to: a later change may have undone or replaced an earlier one. */
final class StagedTargets {
    private final Map<String, TargetFile> added;

    private StagedTargets(Map<String, TargetFile> added) {
        this.added = added;
    }

    /** The additions that are still there when all changes have been laid over the roles. */
    static StagedTargets of(RoleEdits edits, List<StagedChange> staged)
            throws RepositoryException, IOException, TrustException {
        Map<String, TargetFile> added = new LinkedHashMap<>();
        for (StagedChange change : staged) {
            if (change.change() instanceof Change.AddTarget add && remains(edits, add)) {
                added.put(add.target().path(), add.target());
            }
        }
        return new StagedTargets(added);
    }

    private static boolean remains(RoleEdits edits, Change.AddTarget add)
            throws RepositoryException, IOException, TrustException {
        return edits.findRole(add.role())
                .flatMap(role -> role.find(add.target().path()))
                .equals(Optional.of(add.target()));
    }

    Map<String, TargetFile> byPath() {
        return added;
    }

    /** Publishes the files. */
    List<PublicationStep> steps() {
        List<PublicationStep> steps = new ArrayList<>();
        added.forEach((path, target) -> {
            String sha256 = sha256(target);
            steps.add(new PublicationStep.CreateTarget(
                    Layout.target(path, sha256), Layout.stagedFile(sha256), target.length(), sha256));
        });
        return steps;
    }

    static String sha256(TargetFile target) {
        String hex = target.hashes().hexByFunction().get("sha256");
        if (hex == null) {
            throw new IllegalArgumentException("staged target: expected a SHA-256, got " + target.hashes());
        }
        return hex;
    }
}
