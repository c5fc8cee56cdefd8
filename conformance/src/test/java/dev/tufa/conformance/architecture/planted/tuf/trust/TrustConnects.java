package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.net.URI;

/** Breaks a rule: core has no network. */
public final class TrustConnects {
    private final URI used;

    public TrustConnects(URI used) {
        this.used = used;
    }

    public URI used() {
        return used;
    }
}
