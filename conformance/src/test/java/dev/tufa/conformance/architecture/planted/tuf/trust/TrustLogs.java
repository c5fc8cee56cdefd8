package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.util.logging.Logger;

/** Breaks a rule: core does not log. */
public final class TrustLogs {
    private final Logger used;

    public TrustLogs(Logger used) {
        this.used = used;
    }

    public Logger used() {
        return used;
    }
}
