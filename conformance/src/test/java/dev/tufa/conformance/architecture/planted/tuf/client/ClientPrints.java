package dev.tufa.conformance.architecture.planted.tuf.client;

/** Breaks a rule: libraries do not print. */
public final class ClientPrints {
    public void print(String text) {
        System.out.println(text);
    }
}
