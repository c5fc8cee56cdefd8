package dev.tufa.tuf.crypto;

import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A security provider that makes and checks the Ed25519 and ECDSA signatures of this process instead of the platform's own, which
 * take ten times as long. For processes with very many of them; for a few, loading another provider takes longer than it saves.
 * Which one it is changes no decision: a signature is right by all of them or by none.
 */
public final class PreferredProvider {
    private static final AtomicReference<@Nullable Preferred> PREFERRED = new AtomicReference<>();
    private static final AtomicReference<@Nullable Waiting> WAITING = new AtomicReference<>();

    private PreferredProvider() {}

    /** Prefers a provider for messages of any length, from now on. */
    public static void use(Provider provider) {
        use(provider, Long.MAX_VALUE);
    }

    /**
     * Prefers a provider from now on.
     *
     * @param longest for messages of at most so many bytes, as one without processor instructions for SHA-512 is slower over
     *     long ones
     */
    public static void use(Provider provider, long longest) {
        PREFERRED.set(new Preferred(provider, longest));
    }

    /**
     * Does something once, most likely {@link #use}, when this process has begun so many signatures: by then the next ones are
     * likely to be many as well. It is done by the thread that has begun that signature; the others go on meanwhile.
     */
    public static void after(int signatures, Runnable choice) {
        WAITING.set(new Waiting(new AtomicInteger(signatures), choice));
    }

    /** The provider that is preferred, if one is, for a signature that begins now: of a scheme, over so many bytes. */
    public static Optional<Provider> over(SignatureScheme scheme, long messageLength) {
        count(scheme);
        return Optional.ofNullable(PREFERRED.get())
                .filter(preferred -> messageLength <= preferred.longest()
                        && scheme.isOverCurves()
                        && preferred.provider().getService("Signature", scheme.signatureAlgorithm()) != null)
                .map(Preferred::provider);
    }

    /** The provider that is preferred, if it makes Ed25519 keys as well: then the platform's need not be loaded for them. */
    static Optional<Provider> withKeysOf(SignatureScheme scheme, String keyAlgorithm) {
        return Optional.ofNullable(PREFERRED.get())
                .map(Preferred::provider)
                .filter(provider ->
                        scheme == SignatureScheme.ED25519 && provider.getService("KeyFactory", keyAlgorithm) != null);
    }

    private static void count(SignatureScheme scheme) {
        Waiting waiting = WAITING.get();
        if (waiting != null && scheme.isOverCurves() && waiting.left().decrementAndGet() == 0) {
            WAITING.compareAndSet(waiting, null);
            waiting.choice().run();
        }
    }

    private record Preferred(Provider provider, long longest) {}

    private record Waiting(AtomicInteger left, Runnable choice) {}
}
