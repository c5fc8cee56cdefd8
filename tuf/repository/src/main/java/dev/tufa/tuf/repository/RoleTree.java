package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.TargetTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every published targets role, delegators before those that they delegate to, in the order of a search. */
final class RoleTree {
    private final ClientUpdate live;
    private final Map<Place, RoleRow> known;
    private final Map<Place, List<TargetFile>> unhashed;
    private final Look look;
    private final List<RoleFacts> all = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private RoleTree(ClientUpdate live, Map<Place, RoleRow> known, Map<Place, List<TargetFile>> unhashed, Look look) {
        this.live = live;
        this.known = known;
        this.unhashed = unhashed;
        this.look = look;
    }

    /** Reads every role. */
    static RoleTree read(ClientUpdate live, Look look) throws IOException, TrustException {
        return new RoleTree(live, Map.of(), new HashMap<>(), look).run();
    }

    /** Reads the roles that delegate to others; of the rest an index tells what there is to know. */
    static RoleTree read(ClientUpdate live, IndexFile index, Look look) throws IOException, TrustException {
        Map<Place, RoleRow> known = new HashMap<>();
        for (RoleRow row : index.roles().all()) {
            known.put(new Place(row.delegator(), row.name()), row);
        }
        Map<Place, List<TargetFile>> unhashed = new HashMap<>();
        if (look == Look.HASHES) {
            for (TargetTable.Unhashed target : index.targets().withoutSha256()) {
                unhashed.computeIfAbsent(new Place(target.delegator(), target.role()), place -> new ArrayList<>())
                        .add(TargetFile.of(target.path(), 0, new Hashes(target.hashes())));
            }
        }
        return new RoleTree(live, known, unhashed, look).run();
    }

    private RoleTree run() throws IOException, TrustException {
        visit(DelegatedPlace.topLevel(live));
        return this;
    }

    private void visit(DelegatedPlace place) throws IOException, TrustException {
        if (!seen.add(place.name())) {
            return;
        }
        RoleRow row = known.get(place.place());
        if (row != null && !row.delegates()) {
            all.add(RoleFacts.of(place, row));
            return;
        }
        Targets targets = live.targets(place.authority());
        all.add(RoleFacts.of(place, targets));
        if (look == Look.HASHES && row == null) {
            List<TargetFile> found = RoleFacts.withoutSha256(targets);
            if (!found.isEmpty()) {
                unhashed.put(place.place(), found);
            }
        }
        if (targets.delegations().isPresent()) {
            for (DelegatedPlace below : DelegatedPlace.below(
                    place.name(), targets.delegations().get(), live.stage().snapshot())) {
                visit(below);
            }
        }
    }

    List<RoleFacts> roles() {
        return all;
    }

    /** The targets of a role that have no SHA-256, if they were looked for. */
    List<TargetFile> withoutSha256(RoleFacts role) {
        return unhashed.getOrDefault(role.place().place(), List.of());
    }

    /** What to look at. */
    enum Look {
        ROLES,
        /** The hashes of targets as well. */
        HASHES
    }

    /** Reads the roles of a publication by an index of it. */
    static RepositoryIndex.Question<RoleTree> question(ClientUpdate live, Look look) {
        return index -> read(live, index, look);
    }
}
