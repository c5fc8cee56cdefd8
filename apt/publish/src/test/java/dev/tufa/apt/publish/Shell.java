package dev.tufa.apt.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Programs of the system. One that is missing fails the test and is named. */
public final class Shell {
    private Shell() {}

    /** Runs a program to its end, which has to be a good one, and returns what it said. */
    public static String run(Path folder, String... words) throws IOException, InterruptedException {
        return run(folder, Map.of(), words);
    }

    /** The same with more in the environment. */
    public static String run(Path folder, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        if (Arrays.stream(System.getenv("PATH").split(":"))
                .noneMatch(place -> Files.isExecutable(Path.of(place, words[0])))) {
            throw new AssertionError(
                    "%s: expected it on this system, got none; .ci/run installs it".formatted(words[0]));
        }
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("%s: expected exit code 0, got %d:%n%s"
                    .formatted(String.join(" ", words), process.exitValue(), said));
        }
        return said;
    }
}
