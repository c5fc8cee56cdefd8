package dev.tufa.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How a program ended.
 *
 * @param exitCode what it said by that
 * @param output what it wrote, errors among it
 */
record Run(int exitCode, String output) {
    /** Runs a program to its end; fails with its name if it is not installed. */
    static Run of(String... command) throws IOException, InterruptedException {
        return of(Map.of(), "", command);
    }

    /** The same with variables of the environment, and with something to read. */
    static Run of(Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = start(builder);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
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
