package dev.tufa.tuf.repository.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of targets. */
public final class TargetTable {
    private static final String SHA256 = "sha256";
    private static final String SELECT =
            "select t.path, r.name, t.length, t.sha256, t.hashes, t.publication from targets t"
                    + " join roles r on r.id = t.role ";

    private final Sql sql;

    TargetTable(Sql sql) {
        this.sql = sql;
    }

    /** What every role says of a path. */
    public List<TargetRow> find(String path) throws IndexException {
        return sql.list(SELECT + "where t.path = ? order by r.name", TargetTable::read, path);
    }

    /**
     * Takes the targets whose path begins with a text, by path.
     *
     * @param role only those of this role
     */
    public void each(String prefix, Optional<String> role, Taker taker) throws IndexException {
        String after = after(prefix);
        String where =
                "where t.path >= ? and (? = '' or t.path < ?) and (? is null or r.name = ?) order by t.path, r.name";
        sql.each(
                SELECT + where,
                row -> taker.take(read(row)),
                prefix,
                after,
                after,
                role.orElse(null),
                role.orElse(null));
    }

    /** The first text that does not begin with a prefix and comes after all that do; empty if there is none. */
    private static String after(String prefix) {
        return prefix.isEmpty() ? "" : prefix + "\uDBFF\uDFFF"; // the last character that there can be
    }

    /** Of each role that describes targets without SHA-256, how many, and the first of them. */
    public List<Unhashed> withoutSha256() throws IndexException {
        return sql.list(
                "select r.delegator, r.name, t.hashes is not null as other, t.path, t.hashes from targets t"
                        + " join roles r on r.id = t.role where t.sha256 is null order by r.id, t.path",
                row -> new Unhashed(
                        row.getString("delegator"),
                        row.getString("name"),
                        row.getString("path"),
                        functions(row.getString("hashes"))));
    }

    /** All that a role says, by path. */
    Map<String, TargetRow> ofRole(long role) throws IndexException {
        Map<String, TargetRow> all = new HashMap<>();
        sql.each(
                "select path, '' as name, length, sha256, hashes, publication from targets where role = ?",
                row -> {
                    TargetRow target = read(row);
                    all.put(target.path(), target);
                },
                role);
        return all;
    }

    void add(long role, TargetRow target) throws IndexException {
        byte @Nullable [] sha256 = digest(target.hashes().get(SHA256));
        sql.update(
                "insert into targets (role, path, length, sha256, hashes, publication) values (?, ?, ?, ?, ?, ?)",
                role,
                target.path(),
                target.length(),
                sha256,
                sha256 != null && target.hashes().size() == 1 ? null : text(target.hashes()),
                Sql.orNull(target.publication()));
    }

    void remove(long role, String path) throws IndexException {
        sql.update("delete from targets where role = ? and path = ?", role, path);
    }

    void removeAll(long role) throws IndexException {
        sql.update("delete from targets where role = ?", role);
    }

    /** A digest as it is usually written, which need not be kept as text. */
    private static byte @Nullable [] digest(@Nullable String hex) {
        return hex != null && hex.length() == 64 && hex.equals(hex.toLowerCase(Locale.ROOT)) ? Sql.bytes(hex) : null;
    }

    private static String text(Map<String, String> hashes) {
        return hashes.entrySet().stream()
                .map(hash -> hash.getKey() + ":" + hash.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> functions(@Nullable String text) {
        Map<String, String> hashes = new TreeMap<>();
        if (text != null) {
            for (String hash : text.split(" ", -1)) {
                int colon = hash.lastIndexOf(':');
                hashes.put(hash.substring(0, Math.max(0, colon)), hash.substring(colon + 1));
            }
        }
        return hashes;
    }

    static TargetRow read(ResultSet row) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        Map<String, String> hashes = functions(row.getString("hashes"));
        if (sha256 != null) {
            hashes.put(SHA256, Sql.hex(sha256));
        }
        return new TargetRow(
                row.getString("path"),
                row.getString("name"),
                row.getLong("length"),
                hashes,
                Sql.optionalLong(row, "publication"));
    }

    /** Takes a target. */
    @FunctionalInterface
    public interface Taker {
        void take(TargetRow target);
    }

    /**
     * A target without SHA-256.
     *
     * @param hashes its other hashes
     */
    public record Unhashed(String delegator, String role, String path, Map<String, String> hashes) {}
}
