package dev.tufa.conformance.architecture.planted.apt.archive;

import dev.tufa.conformance.architecture.planted.apt.openpgp.OpenPgp;

/** Breaks a rule: what is written into an archive does not depend on who signs it. */
public final class ArchiveUsesOpenPgp {
    private final OpenPgp used;

    public ArchiveUsesOpenPgp(OpenPgp used) {
        this.used = used;
    }

    public OpenPgp used() {
        return used;
    }
}
