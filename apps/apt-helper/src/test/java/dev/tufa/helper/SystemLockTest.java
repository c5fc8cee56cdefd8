package dev.tufa.helper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the lock of a system")
class SystemLockTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("lock");
    }

    /** What another process is told that wants it. */
    private String another() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Another.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void isHeldByOneProcessAtATime() throws Exception {
        try (SystemLock lock = SystemLock.take(file).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(another()).isEqualTo("taken by somebody else");
        }

        assertThat(another()).isEqualTo("free");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isReachedThroughNoLink() throws IOException {
        Path victim = Files.createFile(folder.resolve("victim"));
        Files.createSymbolicLink(file, victim);

        assertThatThrownBy(() -> SystemLock.take(file)).isInstanceOf(IOException.class);
    }

    /** One that wants it. */
    static final class Another {
        private Another() {}

        public static void main(String[] arguments) throws IOException {
            System.out.print(SystemLock.take(Path.of(arguments[0])).isPresent() ? "free" : "taken by somebody else");
        }
    }
}
