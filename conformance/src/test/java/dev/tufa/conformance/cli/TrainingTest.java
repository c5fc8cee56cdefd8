package dev.tufa.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where training fails, everything works, only slower: nobody would be told. */
@DisplayName("the runs by which the launcher learns which classes commands need")
class TrainingTest {
    private static final Path LIB = Path.of(System.getProperty("tufa.root", ".."), "apps/cli/target/dist/lib")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"common", "client", "apt"})
    void workForEachKindOfCommand(String kind) throws Exception {
        assertThat(train(kind)).contains("dev.tufa.cli.framework.Program ");
    }

    @Test
    void needNothingOfRepositoriesForClients() throws Exception {
        assertThat(train("client"))
                .contains("dev.tufa.tuf.client.Updater ")
                .doesNotContain("dev.tufa.tuf.repository.Publisher ");
    }

    /** Runs until the end, which has to be a good one; says which classes were loaded. */
    private String train(String kind) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-Dtufa.training=" + kind,
                        "-jar",
                        jar(kind.equals("apt")).toString(),
                        Files.createDirectory(folder.resolve("work")).toString())
                .redirectErrorStream(true)
                .start();
        training.getOutputStream().close();
        String output = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(training.waitFor()).describedAs(output).isZero();
        return Files.readString(log);
    }

    private static Path jar(boolean apt) throws IOException {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tufa-cli-"))
                    .filter(file -> file.toString().endsWith("-apt.jar") == apt)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
