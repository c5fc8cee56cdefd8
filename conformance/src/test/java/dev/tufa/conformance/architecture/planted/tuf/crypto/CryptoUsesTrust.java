package dev.tufa.conformance.architecture.planted.tuf.crypto;

import dev.tufa.conformance.architecture.planted.tuf.trust.Trust;

/** Breaks a rule: crypto knows nothing of trust. */
public final class CryptoUsesTrust {
    private final Trust used;

    public CryptoUsesTrust(Trust used) {
        this.used = used;
    }

    public Trust used() {
        return used;
    }
}
