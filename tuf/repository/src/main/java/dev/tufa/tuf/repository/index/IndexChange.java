package dev.tufa.tuf.repository.index;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The way of an index from one publication to another: what roles say now is compared with what they said, row by row. */
public final class IndexChange {
    private final Sql sql;
    private final IndexFile file;
    private final Kind kind;
    private final long publication;
    private final Optional<Instant> at;
    private final Function<TargetRow, List<String>> copies;
    private final boolean nothingIsUnnamed;
    private long roles;
    private long added;
    private long removed;

    /**
     * Begins a change.
     *
     * @param publication the version of timestamp.json that it leads to
     * @param at when that was published, if that is known
     * @param copies the files of the published tree that hold a target's content
     */
    public IndexChange(
            IndexFile file, Kind kind, long publication, Optional<Instant> at, Function<TargetRow, List<String>> copies)
            throws IndexException {
        this.sql = file.sql();
        this.file = file;
        this.kind = kind;
        this.publication = publication;
        this.at = at;
        this.copies = copies;
        this.nothingIsUnnamed = file.unnamed().isEmpty();
        if (kind == Kind.DIFFERENCE) {
            sql.execute(
                    "create temp table if not exists dropped (path text not null, length integer not null, sha256 blob,"
                            + " hashes text)");
            sql.execute("delete from dropped");
        }
    }

    /** Puts in a role as it is now, with all that it describes. */
    public void put(RoleRow role, Collection<TargetRow> targets) throws IndexException {
        roles++;
        if (kind == Kind.FILLING) {
            long id = file.roles().put(role);
            for (TargetRow target : targets) {
                file.targets().add(id, target);
            }
            return;
        }
        OptionalLong known = file.roles().id(role.delegator(), role.name());
        Map<String, TargetRow> before = known.isPresent() ? file.targets().ofRole(known.getAsLong()) : Map.of();
        long id = file.roles().put(role);
        for (TargetRow target : targets) {
            TargetRow old = before.isEmpty() ? null : before.remove(target.path());
            if (old != null && old.isSameFile(target)) {
                continue;
            }
            if (old != null) {
                drop(id, old);
            }
            file.targets().add(id, target);
            added++;
            named(target);
        }
        for (TargetRow gone : before.values()) {
            drop(id, gone);
            removed++;
        }
    }

    private void named(TargetRow target) throws IndexException {
        if (!nothingIsUnnamed) {
            for (String copy : copies.apply(target)) {
                file.unnamed().remove(copy);
            }
        }
    }

    private void drop(long role, TargetRow target) throws IndexException {
        sql.update(
                "insert into dropped select path, length, sha256, hashes from targets where role = ? and path = ?",
                role,
                target.path());
        file.targets().remove(role, target.path());
    }

    /** Takes out a role that nothing delegates to any more. */
    public void remove(RoleRow role) throws IndexException {
        OptionalLong id = file.roles().id(role.delegator(), role.name());
        if (id.isPresent()) {
            sql.update(
                    "insert into dropped select path, length, sha256, hashes from targets where role = ?",
                    id.getAsLong());
            file.targets().removeAll(id.getAsLong());
            file.roles().remove(id.getAsLong());
            removed += role.targets();
        }
    }

    /** A file of metadata that the new snapshot, or the new timestamp, does not name. */
    public void unname(String path) throws IndexException {
        file.unnamed().add(new UnnamedFile(path, publication, at));
    }

    /**
     * Ends the change.
     *
     * @param standing the publication that it led to
     * @param expires of its timestamp.json
     * @param root the version of root
     */
    public void finish(Standing standing, Instant expires, long root) throws IndexException {
        if (kind == Kind.DIFFERENCE) {
            unnameDropped();
        }
        file.stand(standing);
        file.publications()
                .add(new PublicationRow(
                        standing.timestamp(), at, expires, root, standing.snapshot(), roles, added, removed));
    }

    /** What other roles still describe, or describe now, is named as before. */
    private void unnameDropped() throws IndexException {
        List<TargetRow> dropped = sql.list(
                "select d.path, '' as name, d.length, d.sha256, d.hashes, null as publication from dropped d"
                        + " where not exists (select 1 from targets t"
                        + " where t.path = d.path and t.sha256 is d.sha256 and t.hashes is d.hashes)",
                TargetTable::read);
        for (TargetRow target : dropped) {
            Set<String> left = new LinkedHashSet<>(copies.apply(target));
            for (TargetRow other : file.targets().find(target.path())) {
                copies.apply(other).forEach(left::remove);
            }
            for (String copy : left) {
                unname(copy);
            }
        }
        sql.execute("delete from dropped");
    }

    /** What there is before the change. */
    public enum Kind {
        /** Nothing. */
        FILLING,
        /** Another publication. */
        DIFFERENCE
    }
}
