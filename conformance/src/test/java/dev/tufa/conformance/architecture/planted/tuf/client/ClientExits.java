package dev.tufa.conformance.architecture.planted.tuf.client;

/** Breaks a rule: libraries do not end the process. */
public final class ClientExits {
    public void exit() {
        System.exit(1);
    }
}
