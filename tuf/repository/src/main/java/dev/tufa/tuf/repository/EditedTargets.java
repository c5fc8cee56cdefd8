package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<String> described =
                wanted.described().stream().map(TargetFile::path).collect(Collectors.toSet());
        for (String path : new LinkedHashSet<>(wanted.removed())) {
            if (!described.contains(path)) {
                edits.find(path, new LinkedHashSet<>())
                        .ifPresent(found -> changes.add(new Change.RemoveTarget(found.role(), path)));
            }
        }
        for (TargetFile target : wanted.described()) {
            require(target);
            Optional<DelegationSearch.Found> found = edits.find(target.path(), new LinkedHashSet<>());
            if (found.isEmpty()) {
                changes.add(new Change.AddTarget(roleFor(target.path()), target));
            } else if (!found.get().target().equals(target)) {
                changes.add(new Change.AddTarget(found.get().role(), target));
            }
        }
        return changes;
    }

    private void require(TargetFile target) throws ChangeRefusedException {
        TargetPaths.require(target.path());
        policy.targetPaths().require(target.path());
        if (!target.hashes().hexByFunction().containsKey(HashFunction.SHA256.text())) {
            throw new ChangeRefusedException(
                    "target %s: expected a SHA-256, got %s".formatted(target.path(), target.hashes()));
        }
    }

    /** The first role that delegations of the path lead to, as deep as they go; the role of targets if none does. */
    private String roleFor(String path) throws RepositoryException, IOException, TrustException {
        TargetPath target = TargetPath.of(path);
        RoleEdit role = edits.topLevel();
        Set<String> visited = new HashSet<>(Set.of(role.name()));
        Optional<String> next = delegated(role, target, visited);
        while (next.isPresent()) {
            role = edits.role(next.get());
            visited.add(role.name());
            next = delegated(role, target, visited);
        }
        return role.name();
    }

    /** @param visited roles that clients do not come to again: roles of others may delegate to each other in a circle */
    private static Optional<String> delegated(RoleEdit role, TargetPath target, Set<String> visited) {
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
                        .filter(name -> !visited.contains(name))
                        .findFirst());
    }
}
