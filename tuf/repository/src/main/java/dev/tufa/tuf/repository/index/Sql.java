package dev.tufa.tuf.repository.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Statements of one connection, each prepared once. */
final class Sql {
    private final String file;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Sql(String file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    void execute(String sql) throws IndexException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Changes rows; how many. */
    int update(String sql, @Nullable Object... values) throws IndexException {
        try {
            return bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Takes the rows of an answer one after the other. */
    void each(String sql, RowReader reader, @Nullable Object... values) throws IndexException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                reader.take(rows);
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** The rows of an answer. */
    <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... values) throws IndexException {
        List<T> all = new ArrayList<>();
        each(sql, row -> all.add(mapper.map(row)), values);
        return all;
    }

    /** The first row of an answer. */
    <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values) throws IndexException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    long number(String sql, @Nullable Object... values) throws IndexException {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    static IndexException failure(String file, SQLException e) {
        boolean damaged = e instanceof SQLiteException sqlite && isDamage(sqlite.getResultCode());
        return new IndexException(
                damaged ? IndexException.Cause.DAMAGED : IndexException.Cause.UNUSABLE,
                file + ": " + e.getMessage(),
                e);
    }

    /** What another file would not have. */
    private static boolean isDamage(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code
                || primary == SQLiteErrorCode.SQLITE_ERROR.code // a table or column that is not there
                || primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || primary == SQLiteErrorCode.SQLITE_MISMATCH.code;
    }

    static @Nullable Object orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    static @Nullable Object orNull(Optional<Instant> time) {
        return time.isPresent() ? time.get().getEpochSecond() : null;
    }

    static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(value));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Takes a row. */
    @FunctionalInterface
    interface RowReader {
        void take(ResultSet row) throws SQLException;
    }
}
