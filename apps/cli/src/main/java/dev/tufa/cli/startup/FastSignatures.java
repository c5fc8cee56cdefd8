package dev.tufa.cli.startup;

import dev.tufa.tuf.crypto.SignatureScheme;
import java.security.Provider;
import java.util.ServiceLoader;

/**
 * Bouncy Castle for very many signatures: the platform's Ed25519 takes ten times as long, but for a few, loading another provider
 * takes longer than it saves.
 */
public final class FastSignatures {
    private static final String PROVIDER = "BC";

    /** Up to so many bytes, what a signature costs beside hashing is more than what hashing costs. */
    private static final long SHORT = 1 << 16;

    private FastSignatures() {}

    /** Has short messages signed and verified by the faster provider from now on, if it is there. */
    public static void use() {
        ServiceLoader.load(Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.getName().equals(PROVIDER))
                .findFirst()
                .ifPresent(provider -> SignatureScheme.prefer(provider, SHORT));
    }
}
