package dev.tufa.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a script with the Python that has python-tuf: the one that the property {@code tufa.python} names. */
final class Python {
    private Python() {}

    /** What the script prints; a failure of the script fails the test. */
    static String run(Path folder, String script, List<String> arguments) throws IOException, InterruptedException {
        String python = System.getProperty("tufa.python", "");
        assertThat(python)
                .as("the property tufa.python: a Python with python-tuf")
                .isNotEmpty();
        Path file = folder.resolve(script);
        try (InputStream source = Python.class.getResourceAsStream(script)) {
            Files.write(file, source.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(python, file.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
