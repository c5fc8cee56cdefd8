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
import java.util.function.Consumer;

/** Stages target files: finds the role that clients will look into, and refuses what they would not find. */
final class TargetStaging {
    private final LockedFolder locked;

    TargetStaging(LockedFolder locked) {
        this.locked = locked;
    }

    /** Stages all of them or, if one is refused, none. */
    List<TargetFile> add(List<Addition> additions, Consumer<Addition> begun)
            throws RepositoryException, IOException, TrustException {
        Additions made = copy(additions, StagedCopies.Kind.DURABLE, begun);
        if (!made.changes().isEmpty()) {
            locked.staging().add(made.changes());
        }
        return made.targets();
    }

    /** The changes, of which nothing is staged but copies of the files. */
    Additions copy(List<Addition> additions, StagedCopies.Kind kind, Consumer<Addition> begun)
            throws RepositoryException, IOException, TrustException {
        RoleEdits edits = locked.edits();
        edits.readBinsOf(additions.stream().map(Addition::targetPath).toList());
        Policy policy = locked.folder().settings().policy();
        StagedCopies copies = locked.staging().copies(kind);
        List<TargetFile> targets = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        boolean kept = false;
        try {
            for (Addition addition : additions) {
                begun.accept(addition);
                try {
                    Optional<Change.AddTarget> change = add(addition, edits, policy, targets, copies);
                    if (change.isPresent()) {
                        edits.apply(change.get());
                        changes.add(change.get());
                    }
                } catch (ChangeRefusedException e) {
                    refused.add(e.getMessage());
                    copies.fail();
                }
            }
            if (!refused.isEmpty()) {
                throw ChangeRefusedException.ofSeveral(refused);
            }
            copies.keep();
            kept = true;
            return new Additions(targets, changes);
        } finally {
            if (!kept) {
                copies.discard();
            }
        }
    }

    private Optional<Change.AddTarget> add(
            Addition addition, RoleEdits edits, Policy policy, List<TargetFile> targets, StagedCopies copies)
            throws RepositoryException, IOException, TrustException {
        String path = addition.targetPath();
        AddOptions options = addition.options();
        TargetPaths.require(path);
        policy.targetPaths().require(path);
        Set<String> visited = new LinkedHashSet<>();
        Optional<DelegationSearch.Found> found = edits.find(path, visited);
        String role = options.role().isPresent()
                ? requireVisited(binFor(path, edits.role(options.role().get()), edits), path, visited)
                : found.isPresent() ? found.get().role() : binFor(path, edits.topLevel(), edits);
        if (found.isPresent() && !found.get().role().equals(role)) {
            throw new ChangeRefusedException("target %s: expected no other role than %s to describe it, got %s"
                    .formatted(path, role, found.get().role()));
        }
        TargetFile target = copies.take(addition.file(), path, options);
        targets.add(target);
        if (found.isPresent()) {
            TargetFile existing = found.get().target();
            if (existing.equals(target)) {
                copies.dropLast();
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

    private static String requireVisited(String role, String path, Set<String> visited) throws ChangeRefusedException {
        if (!visited.contains(role)) {
            throw new ChangeRefusedException(
                    "role %s: expected one that clients ask for %s, got one that they do not".formatted(role, path));
        }
        return role;
    }

    /** The hash bin of a role that a path falls into, however deep; the role itself if it has no bins. */
    private static String binFor(String path, RoleEdit start, RoleEdits edits)
            throws RepositoryException, IOException, TrustException {
        TargetPath target = TargetPath.of(path);
        RoleEdit role = start;
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
