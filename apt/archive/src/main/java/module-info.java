/** Debian packages and apt archives as files: reading, checking and writing what they are made of. */
module dev.tufa.apt.archive {
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires static org.jspecify;
    requires org.tukaani.xz;

    exports dev.tufa.apt.archive.deb;
    exports dev.tufa.apt.archive.deb822;
    exports dev.tufa.apt.archive.digest;
    exports dev.tufa.apt.archive.index;
    exports dev.tufa.apt.archive.policy;
    exports dev.tufa.apt.archive.sources;
}
