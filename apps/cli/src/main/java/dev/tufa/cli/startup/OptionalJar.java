package dev.tufa.cli.startup;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A jar that the launcher keeps off the class path and names in a property: it holds providers of services that few need, and is
 * so large that opening it would take as long as a small refresh.
 */
public final class OptionalJar {
    private static final String PROPERTY = "tufa.optional";

    private OptionalJar() {}

    /** Has the jar, if there is one, searched by those who look for providers in the context of this thread, and opened only then. */
    public static void add() {
        String jar = System.getProperty(PROPERTY, "");
        if (jar.isEmpty()) {
            return;
        }
        try {
            URL[] jars = {Path.of(jar).toUri().toURL()};
            Thread.currentThread().setContextClassLoader(new Loader(jars, OptionalJar.class.getClassLoader()));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every Java platform has file URLs", e);
        }
    }

    /** Takes all of Bouncy Castle from one jar: the class path has a few of its classes, which the others could not see into. */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] jars, ClassLoader parent) {
            super(jars, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.bouncycastle.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
