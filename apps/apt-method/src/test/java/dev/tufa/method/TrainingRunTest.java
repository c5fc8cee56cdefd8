package dev.tufa.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the training run of the method")
class TrainingRunTest {
    @TempDir
    Path folder;

    /** In a process of its own, whose streams it takes. */
    @Test
    void updatesAndAsksForAPackageAndKnowsTheFloor() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.tufa.method.TrainingRun",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("1 1 1 [0-9a-f]{64}\n");
        assertThat(process.waitFor()).isZero();
        assertThat(folder.resolve("file"))
                .content()
                .contains(
                        " %s 0 main/binary-amd64/Packages\n".formatted(TrainingArchive.sha256(TrainingArchive.INDEX)));
        assertThat(folder.resolve("state/training.invalid_debian_/metadata/suites.json"))
                .exists();
    }
}
