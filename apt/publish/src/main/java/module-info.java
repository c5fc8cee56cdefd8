/** The vendor's side of apt: archives that are published, and the {@code .apt} files that lead to them. */
module dev.tufa.apt.publish {
    requires static org.jspecify;
    requires transitive dev.tufa.apt.install;
    requires transitive dev.tufa.tuf.repository;

    exports dev.tufa.apt.publish.archive;
    exports dev.tufa.apt.publish.conf;
    exports dev.tufa.apt.publish.file;
    exports dev.tufa.apt.publish.member;
    exports dev.tufa.apt.publish.migrate;
    exports dev.tufa.apt.publish.verify;
    exports dev.tufa.apt.publish.site;
}
