/** The {@code .apt} file, and which part of it is for a system. */
module dev.tufa.apt.install {
    requires static org.jspecify;
    requires transitive dev.tufa.apt.archive;
    requires transitive dev.tufa.apt.openpgp;
    requires transitive dev.tufa.tuf.core;

    exports dev.tufa.apt.install.answers;
    exports dev.tufa.apt.install.consent;
    exports dev.tufa.apt.install.file;
    exports dev.tufa.apt.install.guard;
    exports dev.tufa.apt.install.host;
    exports dev.tufa.apt.install.inventory;
    exports dev.tufa.apt.install.outside;
    exports dev.tufa.apt.install.plan;
    exports dev.tufa.apt.install.preflight;
    exports dev.tufa.apt.install.probe;
    exports dev.tufa.apt.install.system;
    exports dev.tufa.apt.install.words;
}
