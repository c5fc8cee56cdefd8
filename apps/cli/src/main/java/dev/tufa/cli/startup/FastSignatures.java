package dev.tufa.cli.startup;

import dev.tufa.tuf.crypto.PreferredProvider;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Another provider for very many signatures: the platform's Ed25519 takes ten times as long. For a few, loading another one takes
 * longer than it saves. Native code is the fastest; where there is none for this machine, Bouncy Castle is.
 */
public final class FastSignatures {
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String PURE = "org.bouncycastle.jce.provider.BouncyCastleProvider";

    /** The launcher keeps the jar of the native one off the class path as well, and names it here. */
    private static final String PROPERTY = "tufa.native";

    /** By then the platform's have taken about as long as loading another provider takes. */
    private static final int MANY = 200;

    /** Bouncy Castle hashes without the processor's help: up to so many bytes it is the faster one nevertheless. */
    private static final long SHORT = 1 << 16;

    private FastSignatures() {}

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
