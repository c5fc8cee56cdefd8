package dev.tufa.examples;

import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.ContentCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An application that loads classes only from jars that a repository describes, wherever the jars came from. It reads a jar
 * once, so that nobody can put another in its place between the check and the loading.
 */
public final class VerifyBeforeLoad {
    private static final int LARGEST_JAR = 64 << 20;

    private final Updater updater;

    /** Asks this updater what is trusted. */
    public VerifyBeforeLoad(Updater updater) {
        this.updater = updater;
    }

    /**
     * Loads a class from a jar.
     *
     * @param jar the file, which anybody may have put there
     * @param targetPath what the repository calls it
     */
    public Class<?> load(Path jar, String targetPath, String className)
            throws IOException, TrustException, ClassNotFoundException {
        TargetFile target = updater.find(targetPath)
                .orElseThrow(() -> new IOException(targetPath + ": expected a target of the repository, got none"))
                .target();
        byte[] verified = readVerified(jar, target);
        return new JarLoader(verified).loadClass(className);
    }

    private static byte[] readVerified(Path file, TargetFile target) throws IOException, TrustException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) Math.min(target.length() + 1, LARGEST_JAR));
        }
        ContentCheck check = ContentCheck.of(target);
        check.update(bytes, 0, bytes.length);
        check.finish();
        return bytes;
    }

    /** Loads classes from a jar in memory. */
    private static final class JarLoader extends ClassLoader {
        private final Map<String, byte[]> files = new HashMap<>();

        JarLoader(byte[] jar) throws IOException {
            super(VerifyBeforeLoad.class.getClassLoader());
            try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            byte[] bytes = files.get(name);
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    }
}
