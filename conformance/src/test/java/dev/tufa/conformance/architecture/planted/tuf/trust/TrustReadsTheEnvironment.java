package dev.tufa.conformance.architecture.planted.tuf.trust;

import java.util.Map;

/** Breaks a rule: core is told everything. */
public final class TrustReadsTheEnvironment {
    public Map<String, String> environment() {
        return System.getenv();
    }
}
