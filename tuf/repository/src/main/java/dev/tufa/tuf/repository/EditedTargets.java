package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds for targets that are only described the roles that clients will look into. */
final class EditedTargets {
    private final RoleEdits edits;
    private final Policy policy;

    EditedTargets(RoleEdits edits, Policy policy) {
        this.edits = edits;
        this.policy = policy;
    }

    /** The changes that the edits come to; what metadata says already is none. */
    List<Change> changes(TargetEdits wanted) throws RepositoryException, IOException, TrustException {
        edits.readBinsOf(Stream.concat(wanted.described().stream().map(TargetFile::path), wanted.removed().stream())
                .toList());
        List<Change> changes = new ArrayList<>();
        for (String path : wanted.removed()) {
            edits.find(path, new LinkedHashSet<>())
                    .ifPresent(found -> changes.add(new Change.RemoveTarget(found.role(), path)));
        }
        for (TargetFile target : wanted.described()) {
            TargetPaths.require(target.path());
            policy.targetPaths().require(target.path());
            Optional<DelegationSearch.Found> found = edits.find(target.path(), new LinkedHashSet<>());
            if (found.isEmpty()) {
                changes.add(new Change.AddTarget(roleFor(target.path()), target));
            } else if (!found.get().target().equals(target)) {
                changes.add(new Change.AddTarget(found.get().role(), target));
            }
        }
        return changes;
    }

    /** The first role that delegations of the path lead to, as deep as they go; the role of targets if none does. */
    private String roleFor(String path) throws RepositoryException, IOException, TrustException {
        TargetPath target = TargetPath.of(path);
        RoleEdit role = edits.topLevel();
        Optional<String> next = delegated(role, target);
        while (next.isPresent()) {
            role = edits.role(next.get());
            next = delegated(role, target);
        }
        return role.name();
    }

    private static Optional<String> delegated(RoleEdit role, TargetPath target) {
        if (role.delegations().isEmpty()) {
            return Optional.empty();
        }
        Delegations delegations = role.delegations().get();
        return delegations
                .succinctRoles()
                .map(bins -> bins.binFor(target))
                .or(() -> delegations.roles().stream()
                        .filter(other -> other.scope().covers(target))
                        .map(DelegatedRole::name)
                        .findFirst());
    }
}
