package dev.tufa.conformance.architecture.planted.apt.install;

import org.bouncycastle.bcpg.BCPGInputStream;

/** Breaks a rule: of apt, openpgp alone sees Bouncy Castle. */
public final class InstallUsesBouncyCastle {
    private final BCPGInputStream used;

    public InstallUsesBouncyCastle(BCPGInputStream used) {
        this.used = used;
    }

    public BCPGInputStream used() {
        return used;
    }
}
