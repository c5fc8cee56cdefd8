package dev.tufa.tuf.signatures;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies Ed25519 (RFC 8032) with the keys of the platform or its own public ones, several times as fast as the platform does. Unlike Bouncy
 * Castle's own provider it has one algorithm, and so is ready at once.
 *
 * <pre>{@code
 * PreferredProvider.use(new Ed25519Provider(), 1 << 16);
 * }</pre>
 *
 * <p>Long messages are better left to the platform, whose SHA-512 uses the processor's instructions.
 */
public final class Ed25519Provider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "TufaEd25519";

    /** The provider, which need not be registered. */
    public Ed25519Provider() {
        super(NAME, "1", "Ed25519 signatures by the code of Bouncy Castle");
        putService(new SignatureService(this));
        putService(new KeyService(this));
    }

    /** Made without reflection, which would take longer than a signature at the start of a process. */
    private static final class SignatureService extends Service {
        SignatureService(Provider provider) {
            super(provider, "Signature", "Ed25519", Ed25519Signature.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Ed25519Signature();
        }
    }

    /** The same for public keys. */
    private static final class KeyService extends Service {
        KeyService(Provider provider) {
            super(provider, "KeyFactory", "Ed25519", Ed25519KeyFactory.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Ed25519KeyFactory();
        }
    }
}
