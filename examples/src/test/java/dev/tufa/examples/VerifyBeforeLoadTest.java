package dev.tufa.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tufa.testkit.MemoryMetadataStore;
import dev.tufa.testkit.MemoryTargetStore;
import dev.tufa.testkit.RepositorySimulator;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.refusal.IntegrityException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyBeforeLoadTest {
    @TempDir
    Path folder;

    private final RepositorySimulator repository = new RepositorySimulator();
    private VerifyBeforeLoad loader;
    private Path jar;

    @BeforeEach
    void publish() throws IOException {
        jar = Files.write(folder.resolve("greeting.jar"), jarThatSays("hello"));
        repository.targets().add("plugins/greeting.jar", Files.readAllBytes(jar));
        repository.publish();
        loader = new VerifyBeforeLoad(Updater.of(RepositorySimulator.METADATA)
                .pinnedRoot(repository.file("metadata/1.root.json"))
                .fetcher(repository)
                .metadataStore(new MemoryMetadataStore())
                .targetStore(new MemoryTargetStore())
                .build());
    }

    @Test
    void loadsAClassFromAJarThatTheRepositoryDescribes() throws Exception {
        Class<?> greeting = loader.load(jar, "plugins/greeting.jar", "greeting.Greeting");

        Object made = greeting.getDeclaredConstructor().newInstance();
        assertThat(((Callable<?>) made).call()).isEqualTo("hello");
    }

    @Test
    void refusesAJarThatIsAnother() throws IOException {
        Files.write(jar, jarThatSays("evil!"));

        assertThatThrownBy(() -> loader.load(jar, "plugins/greeting.jar", "greeting.Greeting"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageStartingWith("plugins/greeting.jar: ");
    }

    @Test
    void refusesAJarThatIsLonger() throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(bytes, bytes.length + 1));

        assertThatThrownBy(() -> loader.load(jar, "plugins/greeting.jar", "greeting.Greeting"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("length: expected %d, got at least %d", bytes.length, bytes.length + 1);
    }

    @Test
    void refusesAJarThatTheRepositoryDoesNotDescribe() {
        assertThatThrownBy(() -> loader.load(jar, "plugins/other.jar", "greeting.Greeting"))
                .isInstanceOf(IOException.class)
                .hasMessage("plugins/other.jar: expected a target of the repository, got none");
    }

    @Test
    void doesNotFindAClassThatIsNotInTheJar() {
        assertThatThrownBy(() -> loader.load(jar, "plugins/greeting.jar", "greeting.Other"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private byte[] jarThatSays(String words) throws IOException {
        Path source = folder.resolve("Greeting.java");
        Files.writeString(source, """
                package greeting;
                public class Greeting implements java.util.concurrent.Callable<String> {
                    public String call() { return "%s"; }
                }
                """.formatted(words));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
        assertThat(result).isZero();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            out.putNextEntry(new JarEntry("greeting/Greeting.class"));
            out.write(Files.readAllBytes(folder.resolve("greeting/Greeting.class")));
            out.putNextEntry(new JarEntry("greeting/words.txt"));
            out.write(words.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
