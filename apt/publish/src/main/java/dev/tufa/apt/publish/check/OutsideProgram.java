package dev.tufa.apt.publish.check;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of this computer that has an opinion: it gets no input, there is no shell between, and it has to end.
 *
 * @param command its name, and words
 * @param folder in which it runs
 * @param output the file that gets all that it says
 * @param patience how long it may take
 */
public record OutsideProgram(List<String> command, Path folder, Path output, Duration patience) {
    /** A call with its words in order. */
    public OutsideProgram {
        command = List.copyOf(command);
    }

    /** Whether there is a program of a name. */
    public static boolean isThere(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Calls it.
     *
     * @param variables of its environment, beside those that this process has
     */
    public Answer run(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("%s: expected an end within %d seconds, got none"
                        .formatted(command.get(0), patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while %s was running".formatted(command.get(0)));
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            process.destroyForcibly();
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** How it ended, and what it said. */
    public record Answer(int exit, String text) {
        /** What it said, in one line. */
        public String inOneLine() {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("; "));
        }
    }
}
