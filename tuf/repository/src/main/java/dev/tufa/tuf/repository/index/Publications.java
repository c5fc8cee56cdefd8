package dev.tufa.tuf.repository.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of publications. */
public final class Publications {
    private final Sql sql;

    Publications(Sql sql) {
        this.sql = sql;
    }

    /** Puts one in. */
    public void add(PublicationRow publication) throws IndexException {
        sql.update(
                "replace into publications (timestamp, at, expires, root, snapshot, roles, added, removed)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                publication.timestamp(),
                Sql.orNull(publication.at()),
                publication.expires().getEpochSecond(),
                publication.root(),
                publication.snapshot(),
                publication.roles(),
                publication.added(),
                publication.removed());
    }

    /** All that are known, in order. */
    public List<PublicationRow> all() throws IndexException {
        return sql.list("select * from publications order by timestamp", Publications::read);
    }

    /** One of them. */
    public Optional<PublicationRow> find(long timestamp) throws IndexException {
        return sql.first("select * from publications where timestamp = ?", Publications::read, timestamp);
    }

    /** The first whose timestamp a client may still believe. */
    public OptionalLong firstAlive(Instant now) throws IndexException {
        Optional<Long> first = sql.first(
                "select timestamp from publications where expires > ? order by timestamp limit 1",
                row -> row.getLong(1),
                now.getEpochSecond());
        return first.isPresent() ? OptionalLong.of(first.get()) : OptionalLong.empty();
    }

    private static PublicationRow read(ResultSet row) throws SQLException {
        return new PublicationRow(
                row.getLong("timestamp"),
                Sql.optionalTime(row, "at"),
                Instant.ofEpochSecond(row.getLong("expires")),
                row.getLong("root"),
                row.getLong("snapshot"),
                row.getLong("roles"),
                row.getLong("added"),
                row.getLong("removed"));
    }
}
