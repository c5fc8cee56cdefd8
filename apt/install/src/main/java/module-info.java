/** The {@code .apt} file, and which part of it is for a system. */
module dev.tufa.apt.install {
    requires static org.jspecify;
    requires transitive dev.tufa.apt.archive;
    requires transitive dev.tufa.apt.openpgp;

    exports dev.tufa.apt.install.file;
    exports dev.tufa.apt.install.host;
    exports dev.tufa.apt.install.probe;
    exports dev.tufa.apt.install.words;
}
