package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.metadata.Targets;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.index.RoleRow;
import dev.tufa.tuf.repository.index.TargetRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A published targets role as an index takes it in.
 *
 * @param place where it is delegated to
 * @param read what it says
 * @param row the role
 * @param targets what it describes
 */
record IndexedRole(DelegatedPlace place, Targets read, RoleRow row, List<TargetRow> targets) {
    /** Reads and verifies a role. */
    static IndexedRole read(ClientUpdate live, DelegatedPlace place, OptionalLong publication)
            throws IOException, TrustException {
        Content file = live.file(place.authority());
        return of(place, live.stage().accept(place.authority(), file.bytes()), file, publication);
    }

    static IndexedRole of(DelegatedPlace place, Targets read, Content file, OptionalLong publication) {
        RoleRow row = new RoleRow(
                place.authority().delegator(),
                place.name(),
                read.version(),
                read.expires(),
                file.length(),
                file.sha256(),
                read.targets().size(),
                place.bin(),
                place.bins().map(BinGroup::name),
                read.delegations().isPresent(),
                publication);
        List<TargetRow> targets = new ArrayList<>();
        for (TargetFile target : read.targets().values()) {
            targets.add(new TargetRow(
                    target.path(),
                    place.name(),
                    target.length(),
                    target.hashes().hexByFunction(),
                    publication));
        }
        return new IndexedRole(place, read, row, targets);
    }

    /** The files that hold a target's content (TUF 1.0.34 §6.2.1). */
    static List<String> copies(TargetRow target) {
        Set<String> copies = new LinkedHashSet<>();
        target.hashes().values().forEach(hash -> copies.add(Layout.target(target.path(), hash)));
        return List.copyOf(copies);
    }
}
