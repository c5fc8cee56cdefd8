package dev.tufa.conformance.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code ./tufa} as a person runs it: the build of this very Maven run, on this very Java. */
public final class TufaProgram {
    private static final Path ROOT =
            Path.of(System.getProperty("tufa.root", "..")).toAbsolutePath().normalize();

    private TufaProgram() {}

    /** What a run left behind, errors among the output. */
    public record Run(int exitCode, String output) {}

    /** Runs a command to its end. */
    public static Run run(Path folder, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("tufa").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TUFA_NO_BUILD", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
