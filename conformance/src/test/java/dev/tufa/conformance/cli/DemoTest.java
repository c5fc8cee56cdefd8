package dev.tufa.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("tufa demo, as a process of its own")
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void updatesAClientAndRefusesSixAttacksEachForItsOwnReason() throws IOException, InterruptedException {
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.tufa.cli.Tufa",
                        "demo",
                        folder.resolve("demo").toString())
                .redirectErrorStream(true)
                .start();
        demo.getOutputStream().close();
        String story = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(story).isZero();
        assertThat(story)
                .contains("# RELEASE now says: version 2", "up to date: root 2, timestamp 3, snapshot 3, targets 3")
                .containsSubsequence(
                        "refused: RELEASE: sha256: expected ",
                        "refused: timestamp.json: version: expected >= 3, got 2",
                        "refused: timestamp.json: expected expiry after ",
                        "refused: targets.json: sha256: expected ",
                        "refused: timestamp.json: length: expected at most 65536 bytes, got more",
                        "refused: snapshot.json: expected signatures by 1 distinct keys of role snapshot, got 0",
                        "6 of 6 attacks were refused");
        assertThat(folder.resolve("demo/my-client/targets/RELEASE")).hasContent("version 2");
    }
}
