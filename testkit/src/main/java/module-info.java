/** Builders of metadata, keys and repositories for tests. */
module dev.tufa.testkit {
    requires static org.jspecify;
    requires transitive dev.tufa.tuf.client;
    requires transitive dev.tufa.tuf.core;
    requires transitive dev.tufa.tuf.repository;

    exports dev.tufa.testkit;
}
