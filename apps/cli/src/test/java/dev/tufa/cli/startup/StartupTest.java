package dev.tufa.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void leaveNothing() {
        System.clearProperty("tufa.optional");
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void warmsUpWithASignatureThatIsRight() {
        assertThat(WarmUp.Signatures.verifies()).isTrue();
    }

    @Test
    void searchesTheOptionalJarForProviders() {
        System.setProperty("tufa.optional", "/lib/optional.jar");

        OptionalJar.add();

        assertThat(Thread.currentThread().getContextClassLoader())
                .isInstanceOfSatisfying(
                        URLClassLoader.class,
                        loader -> assertThat(loader.getURLs())
                                .extracting(url -> Path.of(url.getPath()).toString())
                                .containsExactly("/lib/optional.jar"));
    }

    @Test
    void changesNothingWithoutAnOptionalJar() {
        OptionalJar.add();

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
