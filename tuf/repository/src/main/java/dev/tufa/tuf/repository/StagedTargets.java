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
    private final Map<String, Change.AddTarget> added;

    private StagedTargets(Map<String, Change.AddTarget> added) {
        this.added = added;
    }

    /** The additions that are still there when all changes have been laid over the roles. */
    static StagedTargets of(RoleEdits edits, List<Change> changes)
            throws RepositoryException, IOException, TrustException {
        Map<String, Change.AddTarget> added = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.AddTarget add && remains(edits, add)) {
                added.put(add.target().path(), add);
            }
        }
        return new StagedTargets(added);
    }

    private static boolean remains(RoleEdits edits, Change.AddTarget add)
            throws RepositoryException, IOException, TrustException {
        return edits.findRole(edits.roleNow(add.role(), add.target().path()))
                .flatMap(role -> role.find(add.target().path()))
                .equals(Optional.of(add.target()));
    }

    /** What clients are to find, by path. */
    Map<String, TargetFile> byPath() {
        Map<String, TargetFile> targets = new LinkedHashMap<>();
        added.forEach((path, add) -> targets.put(path, add.target()));
        return targets;
    }

    /** Publishes the files. */
    List<PublicationStep> steps() {
        List<PublicationStep> steps = new ArrayList<>();
        added.forEach((path, add) -> steps.add(new PublicationStep.CreateTarget(
                Layout.target(path, add.sha256()),
                Layout.stagedFile(add.sha256()),
                add.target().length(),
                add.sha256())));
        return steps;
    }
}
