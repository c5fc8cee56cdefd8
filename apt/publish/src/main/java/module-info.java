/** The vendor's side of apt: archives that are published, and the {@code .apt} files that lead to them. */
module dev.tufa.apt.publish {
    requires static org.jspecify;
    requires transitive dev.tufa.apt.install;

    exports dev.tufa.apt.publish.file;
}
