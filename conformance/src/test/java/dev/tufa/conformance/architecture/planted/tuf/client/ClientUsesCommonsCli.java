package dev.tufa.conformance.architecture.planted.tuf.client;

import org.apache.commons.cli.Options;

/** Breaks a rule: only cli sees commons-cli. */
public final class ClientUsesCommonsCli {
    private final Options used;

    public ClientUsesCommonsCli(Options used) {
        this.used = used;
    }

    public Options used() {
        return used;
    }
}
