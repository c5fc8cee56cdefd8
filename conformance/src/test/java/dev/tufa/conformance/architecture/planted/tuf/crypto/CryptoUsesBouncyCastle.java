package dev.tufa.conformance.architecture.planted.tuf.crypto;

import org.bouncycastle.crypto.Digest;

/** Breaks two rules: of TUF nobody sees Bouncy Castle. */
public final class CryptoUsesBouncyCastle {
    private final Digest used;

    public CryptoUsesBouncyCastle(Digest used) {
        this.used = used;
    }

    public Digest used() {
        return used;
    }
}
