package dev.tufa.conformance.architecture.planted.tuf.client;

import org.sqlite.SQLiteConfig;

/** Breaks rules: only the index of a repository knows SQLite. */
public final class ClientUsesSqlite {
    private final SQLiteConfig used;

    public ClientUsesSqlite(SQLiteConfig used) {
        this.used = used;
    }

    public SQLiteConfig used() {
        return used;
    }
}
