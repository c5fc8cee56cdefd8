package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.DelegatedRole;
import dev.tufa.tuf.metadata.Delegations;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.metadata.PathScope;
import dev.tufa.tuf.metadata.Role;
import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.TargetPath;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tree of targets roles with staged changes laid over it. Roles are read when they are needed. */
final class RoleEdits {
    private final ClientUpdate live;
    private final KeyMaker keyMaker;
    private final Map<Place, RoleEdit> loaded = new HashMap<>();
    private final Set<String> newNames = new HashSet<>();
    private final List<BinMove> moves = new ArrayList<>();

    RoleEdits(ClientUpdate live, KeyMaker keyMaker) {
        this.live = live;
        this.keyMaker = keyMaker;
    }

    /** Lays a change over the tree. A change of root changes nothing here. */
    void apply(Change change) throws ChangeRefusedException, IOException, TrustException {
        if (change instanceof Change.AddTarget add) {
            role(add.role()).put(add.target());
        } else if (change instanceof Change.RemoveTarget remove) {
            role(remove.role()).remove(remove.path());
        } else if (change instanceof Change.Delegate delegate) {
            requireNewName(delegate.name());
            RoleEdit delegator = role(delegate.delegator());
            Map<String, Key> keys = keyMaker.make(delegate.name(), delegate.keys());
            DelegationEdits.add(delegator, delegate, keys);
            addRole(delegator, delegate.name());
        } else if (change instanceof Change.DelegateBins bins) {
            RoleEdit delegator = role(bins.delegator());
            List<String> names = newBinNames(bins.bitLength(), bins.namePrefix());
            BinEdits.add(delegator, bins, keyMaker.make(bins.namePrefix(), bins.keys()));
            for (String name : names) {
                addRole(delegator, name);
            }
        } else if (change instanceof Change.Rebin rebin) {
            moves.add(BinMove.of(this, rebin));
        } else if (change instanceof Change.RemoveDelegation removal) {
            DelegationEdits.remove(role(removal.delegator()), removal.name());
        } else if (change instanceof Change.ReplaceKeys replacement) {
            RoleEdit delegator = role(replacement.delegator());
            loadAll(delegator, replacement.name());
            Map<String, Key> keys = keyMaker.make(stem(replacement.name()), replacement.keys());
            DelegationEdits.replaceKeys(delegator, replacement, keys);
        } else if (change instanceof Change.SetThreshold setting
                && setting.topLevelRole().isEmpty()) {
            RoleEdit delegator = role(setting.delegator());
            loadAll(delegator, setting.name());
            DelegationEdits.setThreshold(delegator, setting);
        }
    }

    /** What names of keys begin with. */
    private static String stem(String name) {
        return BinGroup.named(name).map(BinGroup::namePrefix).orElse(name);
    }

    /** Looks at all roles that a name means, so that those that need other signatures are known to. */
    List<RoleEdit> loadAll(RoleEdit delegator, String name) throws ChangeRefusedException, IOException, TrustException {
        List<RoleEdit> roles = new ArrayList<>();
        for (String each : DelegationEdits.names(delegator, name)) {
            roles.add(load(delegation(delegator, each).orElseThrow(), Optional.of(delegator)));
        }
        return roles;
    }

    /** The names of new bins, none of which was ever in use. */
    List<String> newBinNames(int bitLength, String namePrefix) throws ChangeRefusedException {
        List<String> names = BinEdits.names(bitLength, namePrefix);
        for (String name : names) {
            requireNewName(name);
        }
        return names;
    }

    /** Where what was staged for a role is now: its bin may have been replaced since. */
    String roleNow(String role, String path) {
        String now = role;
        for (BinMove move : moves) {
            now = move.roleNow(now, path);
        }
        return now;
    }

    /** Targets that have been moved to other bins and that clients find now and have to find afterwards, by path. */
    Map<String, TargetFile> moved() throws IOException, TrustException {
        Map<String, TargetFile> moved = new HashMap<>();
        for (BinMove move : moves) {
            for (String name : move.newNames()) {
                Optional<RoleEdit> bin = findRole(name);
                if (bin.isPresent()) {
                    moved.putAll(bin.get().targets());
                }
            }
        }
        for (TargetFile target : List.copyOf(moved.values())) {
            Optional<TargetFile> found = live.find(target.path()).map(DelegationSearch.Found::target);
            if (!found.equals(Optional.of(target))) {
                moved.remove(target.path());
            }
        }
        return moved;
    }

    RoleEdit addRole(RoleEdit delegator, String name) {
        RoleAuthority authority = delegation(delegator, name).orElseThrow();
        RoleEdit role = RoleEdit.ofNew(authority, delegator);
        newNames.add(name);
        loaded.put(Place.of(authority), role);
        return role;
    }

    /** A name in the snapshot belongs to its role for ever, even when nothing delegates to it any more. */
    private void requireNewName(String name) throws ChangeRefusedException {
        RoleNames.require(name);
        if (newNames.contains(name)
                || live.stage().snapshot().find(name + ".json").isPresent()) {
            throw new ChangeRefusedException(
                    "role name: expected one that was never in use, got \"%s\"".formatted(name));
        }
    }

    /** Whether a role that there is or ever was has a name that starts so. */
    boolean isPrefixInUse(String prefix) {
        return newNames.stream().anyMatch(name -> name.startsWith(prefix))
                || live.stage().snapshot().meta().keySet().stream().anyMatch(file -> file.startsWith(prefix));
    }

    RoleEdit topLevel() throws IOException, TrustException {
        return load(live.stage().topLevel(), Optional.empty());
    }

    /** A role by name. */
    RoleEdit role(String name) throws ChangeRefusedException, IOException, TrustException {
        return findRole(name)
                .orElseThrow(() -> new ChangeRefusedException(
                        "role: expected one that is delegated to, got \"%s\"".formatted(Printable.of(name))));
    }

    /** A role by name: the nearest to the top, if several roles delegate to it. */
    Optional<RoleEdit> findRole(String name) throws IOException, TrustException {
        RoleEdit top = topLevel();
        if (name.equals(top.name())) {
            return Optional.of(top);
        }
        List<RoleEdit> level = List.of(top);
        Set<String> seen = new HashSet<>(Set.of(top.name()));
        while (!level.isEmpty()) {
            for (RoleEdit delegator : level) {
                Optional<RoleAuthority> authority = delegation(delegator, name);
                if (authority.isPresent()) {
                    return Optional.of(load(authority.get(), Optional.of(delegator)));
                }
            }
            level = namedChildren(level, seen);
        }
        return Optional.empty();
    }

    /** The roles that others delegate to by name, level by level; hash bins of TAP 15 have no delegations of their own here. */
    private List<RoleEdit> namedChildren(List<RoleEdit> level, Set<String> seen) throws IOException, TrustException {
        List<RoleEdit> children = new ArrayList<>();
        for (RoleEdit delegator : level) {
            for (RoleAuthority authority : children(delegator, Bins.LEFT_OUT)) {
                if (seen.add(authority.name())) {
                    children.add(load(authority, Optional.of(delegator)));
                }
            }
        }
        return children;
    }

    /** Every role but the hash bins of TAP 15, the nearest to the top first. */
    List<RoleEdit> named() throws IOException, TrustException {
        List<RoleEdit> named = new ArrayList<>();
        List<RoleEdit> level = List.of(topLevel());
        Set<String> seen = new HashSet<>(Set.of(topLevel().name()));
        while (!level.isEmpty()) {
            named.addAll(level);
            level = namedChildren(level, seen);
        }
        return named;
    }

    /** Every role, delegators before those that they delegate to. */
    List<RoleEdit> all() throws IOException, TrustException {
        List<RoleEdit> all = new ArrayList<>();
        collect(topLevel(), all, new HashSet<>());
        return all;
    }

    private void collect(RoleEdit role, List<RoleEdit> all, Set<String> seen) throws IOException, TrustException {
        if (!seen.add(role.name())) {
            return;
        }
        all.add(role);
        for (RoleAuthority child : children(role, Bins.INCLUDED)) {
            collect(load(child, Optional.of(role)), all, seen);
        }
    }

    /**
     * The hash bins of TAP 15, each to be read when it is its turn.
     *
     * @param wanted whether a bin has to be signed
     */
    List<RoleWork> succinctBins(Wanted wanted) throws IOException, TrustException {
        List<RoleWork> bins = new ArrayList<>();
        for (RoleEdit delegator : named()) {
            if (delegator.delegations().flatMap(Delegations::succinctRoles).isEmpty()) {
                continue;
            }
            for (RoleAuthority bin : children(delegator, Bins.INCLUDED)) {
                if (!loaded.containsKey(Place.of(bin))) { // else its changes are laid over it already
                    bins.add(RoleWork.ofBin(delegator, bin, () -> {
                        RoleEdit edit = read(delegator, bin);
                        return wanted.test(edit) ? Optional.of(edit) : Optional.empty();
                    }));
                }
            }
        }
        return bins;
    }

    /** A bin with what is laid over it already; one that has nothing is not kept in memory. */
    RoleEdit loadedOrRead(RoleEdit delegator, RoleAuthority bin) throws IOException, TrustException {
        RoleEdit known = loaded.get(Place.of(bin)); // nobody loads any more when this is asked
        return known == null ? read(delegator, bin) : known;
    }

    /** A bin, which is not kept in memory. */
    RoleEdit read(RoleEdit delegator, RoleAuthority bin) throws IOException, TrustException {
        return RoleEdit.of(bin, Optional.of(delegator), live.read(bin));
    }

    /**
     * The names of the roles that each key signs; hash bins, which share their keys, by what their names start with.
     */
    Map<String, Set<String>> rolesByKeyId() throws IOException, TrustException {
        Map<String, Set<String>> roles = new HashMap<>();
        for (RoleType type : Settings.ROLES) {
            addTo(roles, live.authority(type).role(), type.text());
        }
        List<RoleEdit> level = List.of(topLevel());
        Set<String> seen = new HashSet<>(Set.of(RoleType.TARGETS.text()));
        while (!level.isEmpty()) {
            for (RoleEdit delegator : level) {
                Optional<Delegations> delegations = delegator.delegations();
                delegations.ifPresent(all -> all.roles().forEach(role -> addTo(roles, role.role(), shortName(role))));
                delegations
                        .flatMap(Delegations::succinctRoles)
                        .ifPresent(bins -> addTo(roles, bins.role(), bins.namePrefix() + "-*"));
            }
            level = namedChildren(level, seen);
        }
        return roles;
    }

    private static String shortName(DelegatedRole role) {
        return role.scope() instanceof PathScope.HashPrefixes
                ? role.name().replaceFirst("-[0-9a-f]+$", "-*")
                : role.name();
    }

    private static void addTo(Map<String, Set<String>> roles, Role role, String name) {
        role.keyIds()
                .forEach(keyId ->
                        roles.computeIfAbsent(keyId, id -> new TreeSet<>()).add(name));
    }

    /** The roles that were looked at or made and that something still delegates to. */
    List<RoleEdit> touched() {
        return loaded.values().stream().filter(this::isReachable).toList();
    }

    private boolean isReachable(RoleEdit role) {
        return role.parent().isEmpty()
                || (delegation(role.parent().get(), role.name()).isPresent()
                        && isReachable(role.parent().get()));
    }

    /**
     * What a client will find for a path.
     *
     * @param visited takes the names of the roles that the search goes through
     */
    Optional<DelegationSearch.Found> find(String path, Set<String> visited) throws IOException, TrustException {
        DelegationSearch search = new DelegationSearch(TargetPath.of(path), live.stage());
        Map<String, RoleEdit> byName = new HashMap<>();
        for (Optional<RoleAuthority> needed = search.needed(); needed.isPresent(); needed = search.needed()) {
            RoleEdit role = load(
                    needed.get(), Optional.ofNullable(byName.get(needed.get().delegator())));
            byName.put(role.name(), role);
            visited.add(role.name());
            search.visit(role.about(path));
        }
        return search.found();
    }

    /** Reads the hash bins that paths fall into on all processors, so that finding the paths need not read one after the other. */
    void readBinsOf(List<String> paths) throws RepositoryException, IOException, TrustException {
        RoleEdit top = topLevel();
        Optional<BinIndex> bins = paths.size() > 1 ? BinIndex.of(top) : Optional.empty();
        if (bins.isEmpty() || !top.delegations().equals(top.published().flatMap(Targets::delegations))) {
            return;
        }
        Map<String, RoleAuthority> unread = new HashMap<>();
        for (String path : paths) {
            bins.get()
                    .binFor(TargetPath.of(path))
                    .filter(bin -> !loaded.containsKey(Place.of(bin)))
                    .ifPresent(bin -> unread.put(bin.name(), bin));
        }
        Parallel.map(List.copyOf(unread.values()), live::targets);
    }

    private RoleEdit load(RoleAuthority authority, Optional<RoleEdit> parent) throws IOException, TrustException {
        RoleEdit known = loaded.get(Place.of(authority));
        if (known == null) {
            RoleAuthority published = parent.flatMap(RoleEdit::published)
                    .flatMap(targets -> ClientUpdate.delegation(targets, authority.delegator(), authority.name()))
                    .orElse(authority);
            known = RoleEdit.of(published, parent, live.targets(published));
            loaded.put(Place.of(authority), known);
        }
        return known;
    }

    private static Optional<RoleAuthority> delegation(RoleEdit delegator, String name) {
        return delegator
                .delegations()
                .flatMap(delegations -> ClientUpdate.delegation(delegations, delegator.name(), name));
    }

    /** A role and all those that it leads to. */
    List<RoleEdit> allFrom(RoleEdit role) throws IOException, TrustException {
        List<RoleEdit> all = new ArrayList<>();
        collect(role, all, new HashSet<>());
        return all;
    }

    /** Of up to 2^32 bins, only those that the snapshot lists, or that were made just now, can exist. */
    private List<RoleAuthority> children(RoleEdit delegator, Bins bins) {
        List<RoleAuthority> children = new ArrayList<>();
        if (delegator.delegations().isEmpty()) {
            return children;
        }
        Delegations delegations = delegator.delegations().get();
        for (DelegatedRole role : delegations.roles()) {
            children.add(new RoleAuthority(delegator.name(), role.name(), role.role(), delegations.keys()));
        }
        if (bins == Bins.INCLUDED && delegations.succinctRoles().isPresent()) {
            var succinct = delegations.succinctRoles().get();
            Set<String> names = new TreeSet<>(newNames);
            live.stage().snapshot().meta().keySet().stream()
                    .map(MetadataName::role)
                    .forEach(names::add);
            for (String name : names) {
                if (succinct.isBin(name)) {
                    children.add(new RoleAuthority(delegator.name(), name, succinct.role(), delegations.keys()));
                }
            }
        }
        return children;
    }

    private enum Bins {
        INCLUDED,
        LEFT_OUT
    }

    /** Whether a role has to be signed. */
    @FunctionalInterface
    interface Wanted {
        boolean test(RoleEdit role) throws IOException;
    }
}
