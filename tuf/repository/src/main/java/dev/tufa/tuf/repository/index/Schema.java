package dev.tufa.tuf.repository.index;

import java.util.List;

/** The tables; the package's description says what is in them. */
final class Schema {
    /** Of the file's header: "tufa". */
    static final int APPLICATION = 0x74756661;

    /** Whoever finds another one makes the index anew. */
    static final int VERSION = 1;

    static final List<String> TABLES = List.of(
            "create table standing (one integer primary key check (one = 1), repository text not null,"
                    + " timestamp integer not null, timestamp_sha256 text not null,"
                    + " snapshot integer not null, snapshot_sha256 text not null)",
            "create table roles (id integer primary key, delegator text not null, name text not null,"
                    + " version integer not null, expires integer not null, length integer not null, sha256 blob not null,"
                    + " targets integer not null, bin integer not null, bins text, delegates integer not null,"
                    + " publication integer, unique (name, delegator))",
            "create table targets (role integer not null, path text not null, length integer not null, sha256 blob,"
                    + " hashes text, publication integer)",
            "create table unnamed (path text primary key, publication integer not null, at integer) without rowid",
            "create table publications (timestamp integer primary key, at integer, expires integer not null,"
                    + " root integer not null, snapshot integer not null, roles integer not null,"
                    + " added integer not null, removed integer not null)");

    /** Made when the targets are there: sorting once is faster than finding a place for each. */
    static final List<String> INDEXES = List.of(
            "create index if not exists targets_by_path on targets (path)",
            "create index if not exists targets_by_role on targets (role)",
            "create index if not exists targets_without_sha256 on targets (role) where sha256 is null");

    static final String WITHOUT_PATH_INDEX = "drop index if exists targets_by_path";

    private Schema() {}
}
