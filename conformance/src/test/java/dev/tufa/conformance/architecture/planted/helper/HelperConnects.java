package dev.tufa.conformance.architecture.planted.helper;

import java.net.Socket;

/** Breaks a rule: what root runs reaches nobody. */
public final class HelperConnects {
    private final Socket used;

    public HelperConnects(Socket used) {
        this.used = used;
    }

    public Socket used() {
        return used;
    }
}
