package dev.tufa.apt.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program of this computer that the tests compare with. */
public final class Tool {
    private Tool() {}

    /** What a command prints; fails with what it says if it fails, and with its name if it is not installed. */
    public static byte[] run(List<String> command) throws IOException, InterruptedException {
        return run(Map.of(), command, new byte[0]);
    }

    /** The same with environment variables, and with bytes to read. */
    public static byte[] run(Map<String, String> environment, List<String> command, byte[] input)
            throws IOException, InterruptedException {
        Path in = Files.createTempFile("tool", ".in");
        Path problems = Files.createTempFile("tool", ".err");
        try {
            Files.write(in, input);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectInput(in.toFile()).redirectError(problems.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder);
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + Files.readString(problems));
            }
            return output;
        } finally {
            Files.delete(in);
            Files.delete(problems);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "this test needs the program " + builder.command().get(0), e);
        }
    }
}
