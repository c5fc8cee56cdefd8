package dev.tufa.apt.publish.verify;

/** Hears how far it is with files of packages. */
public interface Progress {
    /** Nobody who listens. */
    Progress NONE = new Progress() {
        @Override
        public void found(int files) {}

        @Override
        public void next(String path) {}
    };

    /** So many files are to be looked at. */
    void found(int files);

    /** The next of them is; from several threads. */
    void next(String path);
}
