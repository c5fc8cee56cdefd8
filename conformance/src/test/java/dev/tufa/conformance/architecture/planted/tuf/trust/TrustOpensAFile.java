package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.io.File;

/** Breaks a rule: core opens no file. */
public final class TrustOpensAFile {
    private final File used;

    public TrustOpensAFile(File used) {
        this.used = used;
    }

    public File used() {
        return used;
    }
}
