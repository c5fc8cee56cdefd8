package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.security.MessageDigest;

/** Breaks a rule: trust leaves cryptography to crypto. */
public final class TrustHashes {
    private final MessageDigest used;

    public TrustHashes(MessageDigest used) {
        this.used = used;
    }

    public MessageDigest used() {
        return used;
    }
}
