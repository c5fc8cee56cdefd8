package dev.tufa.tuf.repository.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of files that nothing published names. */
public final class UnnamedFiles {
    private final Sql sql;

    UnnamedFiles(Sql sql) {
        this.sql = sql;
    }

    /** All of them, by path. */
    public List<UnnamedFile> all() throws IndexException {
        return sql.list(
                "select path, publication, at from unnamed order by path",
                row -> new UnnamedFile(row.getString("path"), row.getLong("publication"), Sql.optionalTime(row, "at")));
    }

    /** Puts a file in; one that is there keeps since when it is. */
    public void add(UnnamedFile file) throws IndexException {
        sql.update(
                "insert or ignore into unnamed (path, publication, at) values (?, ?, ?)",
                file.path(),
                file.publication(),
                Sql.orNull(file.at()));
    }

    /** Takes a file out, because something names it again, or because it is gone. */
    public void remove(String path) throws IndexException {
        sql.update("delete from unnamed where path = ?", path);
    }

    /** From now on, those of which nobody knows since when. */
    public void date(Instant now) throws IndexException {
        sql.update("update unnamed set at = ? where at is null", now.getEpochSecond());
    }

    boolean isEmpty() throws IndexException {
        return sql.first("select 1 from unnamed limit 1", row -> Optional.of(1)).isEmpty();
    }
}
