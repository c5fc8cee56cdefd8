package dev.tufa.conformance.architecture.planted.tuf.repository;

import java.sql.Connection;

/** Breaks a rule: only the index knows SQL. */
public final class RepositoryUsesSql {
    private final Connection used;

    public RepositoryUsesSql(Connection used) {
        this.used = used;
    }

    public Connection used() {
        return used;
    }
}
