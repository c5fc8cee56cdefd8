/** The repository side of TUF: editing roles, signing them, and publishing so that no client is caught half way. */
@SuppressWarnings("module") // apt.publish, which alone shares the ways of writing, is built after this one
module dev.tufa.tuf.repository {
    requires java.sql;
    requires static org.jspecify;
    requires org.xerial.sqlitejdbc;
    requires transitive dev.tufa.tuf.core;

    exports dev.tufa.tuf.repository;
    exports dev.tufa.tuf.repository.ceremony;
    exports dev.tufa.tuf.repository.signing;
    exports dev.tufa.tuf.repository.signing.online;
    exports dev.tufa.tuf.repository.signing.source;
    exports dev.tufa.tuf.repository.storage to
            dev.tufa.apt.publish;
}
