package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.MetaFile;
import dev.tufa.tuf.metadata.Metadata;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.Snapshot;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.IndexChange;
import dev.tufa.tuf.repository.index.IndexFile;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.Standing;
import dev.tufa.tuf.trust.Limits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Brings an index to what is published. Every role that it takes in is verified as a client does. */
final class IndexUpdate {
    /** So many roles are read side by side, and in memory at a time. */
    private static final int AT_A_TIME = 256;

    /** With more changed roles, finding a place for each target takes longer than sorting all anew. */
    private static final int MANY = 1000;

    private final IndexFile file;
    private final ClientUpdate live;
    private final Standing standing;

    /** An update of an index to a publication of a repository. */
    IndexUpdate(IndexFile file, ClientUpdate live, String repository) {
        this.file = file;
        this.live = live;
        this.standing = standing(live, repository);
    }

    static Standing standing(ClientUpdate live, String repository) {
        return new Standing(
                repository,
                live.timestamp().version(),
                live.timestampFile().sha256(),
                live.stage().snapshot().version(),
                live.held().snapshot().orElseThrow().sha256());
    }

    /** Fills an index that is empty. When anything came is not known. */
    void fill() throws RepositoryException, IOException, TrustException {
        IndexChange change = new IndexChange(
                file, IndexChange.Kind.FILLING, standing.timestamp(), Optional.empty(), IndexedRole::copies);
        walk(change, Map.of(), Set.of(), OptionalLong.empty());
        change.finish(standing, live.timestamp().expires(), live.root().version());
    }

    /**
     * Brings an index from the publication that it stands for to this one.
     *
     * @param metadata where the snapshot of that publication may still be
     * @return whether it could be done; if not, nothing is changed
     */
    boolean bring(Standing from, MetadataFiles metadata) throws RepositoryException, IOException, TrustException {
        Optional<byte[]> before = metadata.read(from.snapshot() + "." + RoleType.SNAPSHOT.file())
                .filter(bytes -> Content.of(bytes).sha256().equals(from.snapshotSha256()));
        if (before.isEmpty() || from.timestamp() >= standing.timestamp()) {
            return false; // another history
        }
        Snapshot old =
                Metadata.readSnapshot(before.get(), Limits.DEFAULT.json()).signed();
        Snapshot now = live.stage().snapshot();
        Set<String> changed = new HashSet<>();
        now.filesNotIn(old).forEach(name -> changed.add(MetadataName.role(name)));
        file.begin(IndexFile.Purpose.CHANGE);
        IndexChange change = new IndexChange(
                file, IndexChange.Kind.DIFFERENCE, standing.timestamp(), Optional.empty(), IndexedRole::copies);
        for (String name : old.filesNotIn(now)) {
            MetaFile gone = old.find(name).orElseThrow();
            if (now.find(name)
                    .map(MetaFile::version)
                    .filter(version -> version == gone.version())
                    .isEmpty()) {
                change.unname(Layout.versioned(gone.version(), MetadataName.role(name)));
            }
        }
        if (old.version() != now.version()) {
            change.unname(Layout.versioned(old.version(), RoleType.SNAPSHOT.text()));
        }
        Map<Place, RoleRow> known = new HashMap<>();
        for (RoleRow row : file.roles().all()) {
            known.put(new Place(row.delegator(), row.name()), row);
        }
        if (changed.size() > MANY) {
            file.unindex();
        }
        Set<Place> reached = walk(change, known, changed, OptionalLong.of(standing.timestamp()));
        for (Map.Entry<Place, RoleRow> row : known.entrySet()) {
            if (!reached.contains(row.getKey())) {
                change.remove(row.getValue());
            }
        }
        file.index();
        change.finish(standing, live.timestamp().expires(), live.root().version());
        file.commit();
        return true;
    }

    /** Takes in every role that is not known as it is; those that are known and delegate to nobody are not read. */
    private Set<Place> walk(
            IndexChange change, Map<Place, RoleRow> known, Set<String> changed, OptionalLong publication)
            throws RepositoryException, IOException, TrustException {
        Set<Place> reached = new HashSet<>();
        Deque<DelegatedPlace> ahead = new ArrayDeque<>();
        ahead.add(DelegatedPlace.topLevel(live));
        while (!ahead.isEmpty()) {
            List<DelegatedPlace> next = new ArrayList<>();
            while (!ahead.isEmpty() && next.size() < AT_A_TIME) {
                DelegatedPlace place = ahead.remove();
                if (reached.add(place.place()) && !isKnown(place, known, changed, Part.ROLES_BELOW)) {
                    next.add(place);
                }
            }
            for (IndexedRole role : Parallel.map(next, place -> IndexedRole.read(live, place, publication))) {
                if (!isKnown(role.place(), known, changed, Part.ROLE)) {
                    change.put(role.row(), role.targets());
                }
                role.read()
                        .delegations()
                        .ifPresent(all -> ahead.addAll(DelegatedPlace.below(
                                role.row().name(), all, live.stage().snapshot())));
            }
        }
        return reached;
    }

    private static boolean isKnown(DelegatedPlace place, Map<Place, RoleRow> known, Set<String> changed, Part part) {
        RoleRow row = known.get(place.place());
        return row != null && !changed.contains(place.name()) && (part == Part.ROLE || !row.delegates());
    }

    /** What of a role may be known. */
    private enum Part {
        ROLE,
        /** That there are none. */
        ROLES_BELOW
    }
}
