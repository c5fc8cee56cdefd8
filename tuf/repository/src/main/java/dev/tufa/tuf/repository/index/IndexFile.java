package dev.tufa.tuf.repository.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The index's file, open. Everything happens between {@link #begin} and {@link #commit}; whatever is not committed when the process or the
 * disk gives up has not happened. The caller holds the index's lock.
 */
public final class IndexFile implements AutoCloseable {
    private static final int BUSY_MILLISECONDS = 10_000;

    private final Path path;
    private final Connection connection;
    private final @Nullable Object identity;
    private final Sql sql;
    private final Roles roles;
    private final TargetTable targets;
    private final UnnamedFiles unnamed;
    private final Publications publications;

    private IndexFile(Path path, Connection connection) throws IOException {
        this.path = path;
        this.connection = connection;
        this.identity = identity(path);
        this.sql = new Sql(String.valueOf(path.getFileName()), connection);
        this.roles = new Roles(sql);
        this.targets = new TargetTable(sql);
        this.unnamed = new UnnamedFiles(sql);
        this.publications = new Publications(sql);
    }

    /** Opens a file that is there. */
    public static IndexFile open(Path path) throws IOException {
        IndexFile file = new IndexFile(path, connect(path));
        boolean usable = false;
        try {
            file.sql.execute("pragma busy_timeout = " + BUSY_MILLISECONDS);
            if (file.sql.number("pragma application_id") != Schema.APPLICATION
                    || file.sql.number("pragma user_version") != Schema.VERSION) {
                throw new IndexException(
                        IndexException.Cause.DAMAGED,
                        "%s: expected an index of version %d, got something else"
                                .formatted(path.getFileName(), Schema.VERSION),
                        new IOException("header"));
            }
            file.sql.execute("pragma synchronous = normal"); // the published tree is what has to be durable
            file.sql.execute("pragma cache_size = -16000");
            usable = true;
            return file;
        } finally {
            if (!usable) {
                file.close();
            }
        }
    }

    /** Opens an empty file to fill it. Nobody else may see it before it was {@linkplain #finish finished}. */
    public static IndexFile make(Path path) throws IOException {
        IndexFile file = new IndexFile(path, connect(path));
        boolean usable = false;
        try {
            file.sql.execute("pragma journal_mode = off");
            file.sql.execute("pragma synchronous = off");
            file.sql.execute("pragma cache_size = -16000");
            file.sql.execute("pragma application_id = " + Schema.APPLICATION);
            file.sql.execute("pragma user_version = " + Schema.VERSION);
            for (String table : Schema.TABLES) {
                file.sql.execute(table);
            }
            usable = true;
            return file;
        } finally {
            if (!usable) {
                file.close();
            }
        }
    }

    /** Ends the filling of a new file. */
    public void finish() throws IndexException {
        index();
        sql.execute("pragma journal_mode = wal");
    }

    private static Connection connect(Path path) throws IndexException {
        try {
            Properties properties = new Properties(); // else every insertion is followed by a question for its row
            properties.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
            Connection connection = JDBC.createConnection(JDBC.PREFIX + path, properties);
            if (connection == null) {
                throw new SQLException("expected SQLite, got nothing for " + path);
            }
            return connection;
        } catch (SQLException e) {
            throw Sql.failure(String.valueOf(path.getFileName()), e);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether the file is still the one that has its name. */
    public boolean isCurrent() throws IOException {
        Object now = identity(path);
        return now != null && now.equals(identity);
    }

    /** Begins to read, or to change something. */
    public void begin(Purpose purpose) throws IndexException {
        sql.execute(purpose == Purpose.CHANGE ? "begin immediate" : "begin");
    }

    /** Ends it; what was changed is changed. */
    public void commit() throws IndexException {
        sql.execute("commit");
    }

    /** Ends it; nothing is changed. */
    public void rollback() throws IndexException {
        sql.execute("rollback");
    }

    /** Looks at every page of the file. */
    public void requireWhole() throws IndexException {
        String found = sql.first("pragma quick_check", row -> row.getString(1)).orElse("nothing");
        if (!found.equals("ok")) {
            throw new IndexException(
                    IndexException.Cause.DAMAGED,
                    "%s: expected a whole file, got %s".formatted(path.getFileName(), found),
                    new IOException(found));
        }
    }

    /** The publication that it stands for. */
    public Optional<Standing> standing() throws IndexException {
        return sql.first(
                "select * from standing",
                row -> new Standing(
                        row.getString("repository"),
                        row.getLong("timestamp"),
                        row.getString("timestamp_sha256"),
                        row.getLong("snapshot"),
                        row.getString("snapshot_sha256")));
    }

    /** From now on it stands for another publication. */
    public void stand(Standing standing) throws IndexException {
        sql.update(
                "replace into standing (one, repository, timestamp, timestamp_sha256, snapshot, snapshot_sha256)"
                        + " values (1, ?, ?, ?, ?, ?)",
                standing.repository(),
                standing.timestamp(),
                standing.timestampSha256(),
                standing.snapshot(),
                standing.snapshotSha256());
    }

    /** Before very many targets are put in. */
    public void unindex() throws IndexException {
        sql.execute(Schema.WITHOUT_PATH_INDEX);
    }

    /** After that. */
    public void index() throws IndexException {
        for (String index : Schema.INDEXES) {
            sql.execute(index);
        }
    }

    Sql sql() {
        return sql;
    }

    public Roles roles() {
        return roles;
    }

    public TargetTable targets() {
        return targets;
    }

    public UnnamedFiles unnamed() {
        return unnamed;
    }

    public Publications publications() {
        return publications;
    }

    /** Closes the file; one that was replaced meanwhile is left alone, for SQLite would remove what belongs to the other by name. */
    @Override
    public void close() throws IOException {
        if (!isCurrent()) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw Sql.failure(String.valueOf(path.getFileName()), e);
        }
    }

    /** What somebody begins. */
    public enum Purpose {
        READ,
        CHANGE
    }
}
