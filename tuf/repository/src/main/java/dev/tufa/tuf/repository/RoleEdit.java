package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Header;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A targets role between what is published and what will be: its changes are laid over it, so few changes cost little. */
final class RoleEdit {
    private final RoleAuthority authority;
    private final Optional<RoleEdit> parent;
    private final Optional<Targets> published;
    private final Map<String, Optional<TargetFile>> changes = new TreeMap<>();
    private final Optional<Delegations> parentsWhenLoaded;
    private Optional<Delegations> delegations;

    private RoleEdit(
            RoleAuthority authority,
            Optional<RoleEdit> parent,
            Optional<Delegations> parents,
            Optional<Targets> published) {
        this.authority = authority;
        this.parent = parent;
        this.parentsWhenLoaded = parents;
        this.published = published;
        this.delegations = published.flatMap(Targets::delegations);
    }

    /**
     * A role that is published.
     *
     * @param authority the word of its delegator as it is published
     */
    static RoleEdit of(RoleAuthority authority, Optional<RoleEdit> parent, Targets published) {
        Optional<Delegations> parents = parent.flatMap(RoleEdit::published).flatMap(Targets::delegations);
        return new RoleEdit(authority, parent, parents, Optional.of(published));
    }

    /** A role that will be. */
    static RoleEdit ofNew(RoleAuthority authority, RoleEdit parent) {
        return new RoleEdit(authority, Optional.of(parent), parent.delegations(), Optional.empty());
    }

    String name() {
        return authority.name();
    }

    /** The word of its delegator on it, as it will be. */
    RoleAuthority authority() {
        if (parent.isEmpty() || parent.get().delegations().equals(parentsWhenLoaded)) {
            return authority;
        }
        return parent.get()
                .delegations()
                .flatMap(all -> ClientUpdate.delegation(all, parent.get().name(), name()))
                .orElse(authority);
    }

    Optional<RoleEdit> parent() {
        return parent;
    }

    Optional<Targets> published() {
        return published;
    }

    /** The names of the roles that lead to this one, from {@code targets} on. */
    List<String> chain() {
        List<String> chain = parent.isPresent() ? parent.get().chain() : new ArrayList<>();
        chain.add(name());
        return chain;
    }

    /** Whether it is one of many that share the targets by hash. */
    boolean isBin() {
        return parent.flatMap(RoleEdit::delegations).stream()
                .anyMatch(all ->
                        all.succinctRoles().filter(bins -> bins.isBin(name())).isPresent()
                                || all.roles().stream()
                                        .anyMatch(role -> role.name().equals(name())
                                                && role.scope() instanceof PathScope.HashPrefixes));
    }

    /** The hash bins of which it is one. */
    Optional<BinGroup> bins() {
        return parent.flatMap(RoleEdit::delegations).flatMap(all -> BinGroup.of(all, name()));
    }

    Optional<TargetFile> find(String path) {
        Optional<TargetFile> changed = changes.get(path);
        return changed != null ? changed : published.flatMap(targets -> targets.find(path));
    }

    void put(TargetFile target) {
        changes.put(target.path(), Optional.of(target));
    }

    void remove(String path) {
        changes.put(path, Optional.empty());
    }

    Optional<Delegations> delegations() {
        return delegations;
    }

    void delegate(Delegations newDelegations) {
        delegations = Optional.of(newDelegations);
    }

    /** Whether what will be differs from what is published. */
    boolean isChanged() {
        if (published.isEmpty()) {
            return true;
        }
        Targets old = published.get();
        return needsOtherSignatures()
                || !delegations.equals(old.delegations())
                || changes.entrySet().stream()
                        .anyMatch(change -> !change.getValue().equals(old.find(change.getKey())));
    }

    /** Whether the published file has too few signatures for what its delegator will say. */
    private boolean needsOtherSignatures() {
        Role old = authority.role();
        Role next = authority().role();
        return !next.keyIds().containsAll(old.keyIds()) || next.threshold() > old.threshold();
    }

    /** All that it will describe, by path. */
    Map<String, TargetFile> targets() {
        Map<String, TargetFile> targets =
                published.isPresent() ? new TreeMap<>(published.get().targets()) : new TreeMap<>();
        changes.forEach((path, target) ->
                target.ifPresentOrElse(described -> targets.put(path, described), () -> targets.remove(path)));
        return targets;
    }

    /** The role as it will be. Where nothing goes away, what stays is not even decoded. */
    Targets toTargets(long version, Instant expires) {
        if (published.isEmpty()) {
            return Targets.of(Header.of(version, expires), targets().values(), delegations);
        }
        Targets old = published.get();
        Header header =
                new Header(Header.SPEC_VERSION, version, expires, old.header().unknown());
        List<TargetFile> put =
                changes.values().stream().flatMap(Optional::stream).toList();
        return put.size() == changes.size()
                ? old.next(header, put, delegations)
                : Targets.of(header, targets().values(), delegations);
    }

    /** All that a search for one path has to know of the role. */
    Targets about(String path) {
        return Targets.of(Header.of(1, Instant.EPOCH), find(path).map(List::of).orElse(List.of()), delegations);
    }
}
