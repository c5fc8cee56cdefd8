package dev.tufa.conformance.architecture.planted.tuf.client;

/** Breaks a rule: libraries do not print. */
public final class ClientPrintsAStackTrace {
    public void print(Exception failure) {
        failure.printStackTrace();
    }
}
