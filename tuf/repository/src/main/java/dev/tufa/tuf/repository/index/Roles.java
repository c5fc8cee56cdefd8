package dev.tufa.tuf.repository.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of roles. */
public final class Roles {
    private final Sql sql;

    Roles(Sql sql) {
        this.sql = sql;
    }

    /** Every role. */
    public List<RoleRow> all() throws IndexException {
        return sql.list("select * from roles", Roles::read);
    }

    /** A role on the word of a delegator. */
    public Optional<RoleRow> find(String delegator, String name) throws IndexException {
        return sql.first("select * from roles where name = ? and delegator = ?", Roles::read, name, delegator);
    }

    /** The number of a role's row. */
    OptionalLong id(String delegator, String name) throws IndexException {
        Optional<Long> id = sql.first(
                "select id from roles where name = ? and delegator = ?", row -> row.getLong(1), name, delegator);
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    /** Puts a role in, or in the place of its last version. */
    long put(RoleRow role) throws IndexException {
        OptionalLong id = id(role.delegator(), role.name());
        if (id.isPresent()) {
            sql.update(
                    "update roles set version = ?, expires = ?, length = ?, sha256 = ?, targets = ?, bin = ?, bins = ?,"
                            + " delegates = ?, publication = ? where id = ?",
                    role.version(),
                    role.expires().getEpochSecond(),
                    role.length(),
                    Sql.bytes(role.sha256()),
                    role.targets(),
                    role.bin() ? 1 : 0,
                    role.bins().orElse(null),
                    role.delegates() ? 1 : 0,
                    Sql.orNull(role.publication()),
                    id.getAsLong());
            return id.getAsLong();
        }
        sql.update(
                "insert into roles (delegator, name, version, expires, length, sha256, targets, bin, bins, delegates,"
                        + " publication) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                role.delegator(),
                role.name(),
                role.version(),
                role.expires().getEpochSecond(),
                role.length(),
                Sql.bytes(role.sha256()),
                role.targets(),
                role.bin() ? 1 : 0,
                role.bins().orElse(null),
                role.delegates() ? 1 : 0,
                Sql.orNull(role.publication()));
        return sql.number("select last_insert_rowid()");
    }

    void remove(long id) throws IndexException {
        sql.update("delete from roles where id = ?", id);
    }

    private static RoleRow read(ResultSet row) throws SQLException {
        return new RoleRow(
                row.getString("delegator"),
                row.getString("name"),
                row.getLong("version"),
                Instant.ofEpochSecond(row.getLong("expires")),
                row.getLong("length"),
                Sql.hex(row.getBytes("sha256")),
                row.getLong("targets"),
                row.getLong("bin") != 0,
                Optional.ofNullable(row.getString("bins")),
                row.getLong("delegates") != 0,
                Sql.optionalLong(row, "publication"));
    }
}
