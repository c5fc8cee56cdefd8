package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stages target files: finds the role that clients will look into, and refuses what they would not find. */
final class TargetStaging {
    private final RepositoryFolder.Locked locked;

    TargetStaging(RepositoryFolder.Locked locked) {
        this.locked = locked;
    }

    /** Stages all of them or, if one is refused, none. */
    List<TargetFile> add(List<Addition> additions) throws RepositoryException, IOException, TrustException {
        Additions made = copy(additions, Staging.Durability.NOW);
        locked.staging().add(made.changes());
        return made.targets();
    }

    /** The changes, of which nothing is staged but copies of the files. */
    Additions copy(List<Addition> additions, Staging.Durability durability)
            throws RepositoryException, IOException, TrustException {
        RoleEdits edits = locked.edits();
        List<TargetFile> targets = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Addition addition : additions) {
            Optional<Change.AddTarget> change = add(addition, edits, targets, durability);
            if (change.isPresent()) {
                edits.apply(change.get());
                changes.add(change.get());
            }
        }
        return new Additions(targets, changes);
    }

    private Optional<Change.AddTarget> add(
            Addition addition, RoleEdits edits, List<TargetFile> targets, Staging.Durability durability)
            throws RepositoryException, IOException, TrustException {
        String path = addition.targetPath();
        AddOptions options = addition.options();
        TargetPaths.require(path);
        Policy policy = locked.folder().settings().policy();
        policy.targetPaths().require(path);
        Set<String> visited = new LinkedHashSet<>();
        Optional<DelegationSearch.Found> found = edits.find(path, visited);
        String role = options.role().isPresent()
                ? requireVisited(options.role().get(), path, visited, edits)
                : found.isPresent() ? found.get().role() : binFor(path, edits);
        if (found.isPresent() && !found.get().role().equals(role)) {
            throw new ChangeRefusedException("target %s: expected no other role than %s to describe it, got %s"
                    .formatted(path, role, found.get().role()));
        }
        TargetFile target = locked.staging().copy(addition.file(), path, options, durability);
        targets.add(target);
        if (found.isPresent()) {
            TargetFile existing = found.get().target();
            if (existing.equals(target)) {
                return Optional.empty();
            }
            requireReplaceable(existing, target, options, policy);
        }
        return Optional.of(new Change.AddTarget(role, target));
    }

    /** Refuses other content for a path that is taken, unless that is asked for. */
    static void requireReplaceable(TargetFile existing, TargetFile target, AddOptions options, Policy policy)
            throws ChangeRefusedException {
        if (!hasSameContent(existing, target) && !mayReplace(policy, options)) {
            throw new ChangeRefusedException("target %s: expected a path that is free or has the same content, got %s"
                    .formatted(target.path(), existing.hashes().hexByFunction()));
        }
    }

    private static boolean mayReplace(Policy policy, AddOptions options) {
        return switch (policy.replacing()) {
            case ALWAYS -> true;
            case WHEN_ASKED -> options.existing() == AddOptions.Existing.REPLACE;
            case NEVER -> false;
        };
    }

    void remove(String targetPath) throws RepositoryException, IOException, TrustException {
        DelegationSearch.Found found = locked.edits()
                .find(targetPath, new LinkedHashSet<>())
                .orElseThrow(() -> new ChangeRefusedException(
                        "target %s: expected one that a role describes, got none".formatted(Printable.of(targetPath))));
        locked.staging().add(List.of(new Change.RemoveTarget(found.role(), targetPath)));
    }

    private static boolean hasSameContent(TargetFile one, TargetFile other) {
        return one.length() == other.length() && one.hashes().equals(other.hashes());
    }

    private static String requireVisited(String role, String path, Set<String> visited, RoleEdits edits)
            throws RepositoryException, IOException, TrustException {
        edits.role(role);
        if (!visited.contains(role)) {
            throw new ChangeRefusedException(
                    "role %s: expected one that clients ask for %s, got one that they do not".formatted(role, path));
        }
        return role;
    }

    /** The hash bin that a path falls into, however deep; targets if there are no bins. */
    private static String binFor(String path, RoleEdits edits) throws RepositoryException, IOException, TrustException {
        TargetPath target = TargetPath.of(path);
        RoleEdit role = edits.topLevel();
        Optional<String> bin = bin(role, target);
        while (bin.isPresent()) {
            role = edits.role(bin.get());
            bin = bin(role, target);
        }
        return role.name();
    }

    private static Optional<String> bin(RoleEdit role, TargetPath target) {
        if (role.delegations().isEmpty()) {
            return Optional.empty();
        }
        Delegations delegations = role.delegations().get();
        return delegations
                .succinctRoles()
                .map(bins -> bins.binFor(target))
                .or(() -> delegations.roles().stream()
                        .filter(other -> other.scope() instanceof PathScope.HashPrefixes
                                && other.scope().covers(target))
                        .map(DelegatedRole::name)
                        .findFirst());
    }

    /**
     * What additions come to.
     *
     * @param targets what metadata will say of each
     * @param changes of those that it does not say already
     */
    record Additions(List<TargetFile> targets, List<Change> changes) {}
}
