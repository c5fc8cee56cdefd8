package dev.tufa.conformance.architecture.planted.tuf.trust;

import dev.tufa.conformance.architecture.planted.tuf.client.Client;

/** Breaks a rule: trust knows nothing of the client. */
public final class TrustUsesTheClient {
    private final Client used;

    public TrustUsesTheClient(Client used) {
        this.used = used;
    }

    public Client used() {
        return used;
    }
}
