package dev.tufa.conformance.architecture.planted.tuf.trust;

/** Breaks a rule: core starts no threads. */
public final class TrustStartsAThread {
    public void start(Runnable work) {
        new Thread(work).start();
    }
}
