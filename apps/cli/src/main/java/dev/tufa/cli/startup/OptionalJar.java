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
            Thread.currentThread().setContextClassLoader(new URLClassLoader(jars, OptionalJar.class.getClassLoader()));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every Java platform has file URLs", e);
        }
    }
}
