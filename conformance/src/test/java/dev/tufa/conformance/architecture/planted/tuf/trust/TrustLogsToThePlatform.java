package dev.tufa.conformance.architecture.planted.tuf.trust;

/** Breaks two rules: core does not log, nor look for a logger. */
public final class TrustLogsToThePlatform {
    public void log(String message) {
        System.getLogger("tuf").log(System.Logger.Level.INFO, message);
    }
}
