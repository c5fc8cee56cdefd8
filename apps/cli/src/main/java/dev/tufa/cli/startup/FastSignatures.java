package dev.tufa.cli.startup;

import dev.tufa.tuf.crypto.PreferredProvider;
import dev.tufa.tuf.signatures.Ed25519Provider;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Other providers than the platform's, whose Ed25519 takes ten times as long: from the start one that is ready at once, and for
 * very many signatures native code, which takes a third of a second to load; where there is none for this machine, Bouncy Castle.
 */
public final class FastSignatures {
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String PURE = "org.bouncycastle.jce.provider.BouncyCastleProvider";

    /** The launcher keeps the jar of the native one off the class path as well, and names it here. */
    private static final String PROPERTY = "tufa.native";

    /** By then those of the first provider have taken about as long as loading another one takes. */
    private static final int MANY = 2000;

    /** Bouncy Castle hashes without the processor's help: up to so many bytes it is the faster one nevertheless. */
    private static final long SHORT = 1 << 16;

    private FastSignatures() {}

    /** Uses a provider of Ed25519 alone, which is ready at once, for what is not very long. */
    public static void fromTheStart() {
        PreferredProvider.use(new Ed25519Provider(), SHORT);
    }

    /** Changes the provider as soon as this process turns out to have many signatures to make or to check. */
    public static void whenMany() {
        PreferredProvider.after(MANY, FastSignatures::use);
    }

    /** Changes the provider now, if there is another one. */
    public static void use() {
        Optional<Provider> fastest = find(NATIVE, nativeLoader());
        if (fastest.isPresent()) {
            PreferredProvider.use(fastest.get());
        } else {
            find(PURE, Thread.currentThread().getContextClassLoader())
                    .ifPresent(provider -> PreferredProvider.use(provider, SHORT));
        }
    }

    /** A provider that has Ed25519; a native one that could not load its code has nothing. */
    static Optional<Provider> find(String type, ClassLoader loader) {
        try {
            return ServiceLoader.load(Provider.class, loader).stream()
                    .filter(candidate -> candidate.type().getName().equals(type))
                    .findFirst()
                    .map(ServiceLoader.Provider::get)
                    .filter(provider -> provider.getService("Signature", "Ed25519") != null);
        } catch (ServiceConfigurationError e) {
            return Optional.empty(); // then others do it
        }
    }

    private static ClassLoader nativeLoader() {
        ClassLoader own = FastSignatures.class.getClassLoader();
        String jar = System.getProperty(PROPERTY, "");
        if (jar.isEmpty()) {
            return own;
        }
        try {
            return new URLClassLoader(new URL[] {Path.of(jar).toUri().toURL()}, own);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every Java platform has file URLs", e);
        }
    }
}
