package dev.tufa.apt.install.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program of the system at a fixed path, whose answer is short. It is never looked for in a {@code PATH}, and gets nothing of the
 * caller's environment: {@code lsb_release} would read another file if that said so.
 */
final class BoundedProgram {
    /** Characters of an answer; stops one that never ends. */
    static final int MOST_BYTES = 1 << 16;

    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin");

    private final Path path;
    private final Duration patience;

    BoundedProgram(Path path, Duration patience) {
        this.path = path;
        this.patience = patience;
    }

    /** What it prints; empty if it is not there, fails, or says too much or nothing in time. */
    Optional<String> run(String... arguments) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        List<String> words =
                Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            try {
                return answer(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> answer(Process process) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(() -> output.complete(read(process.getInputStream())), "probe");
        reader.setDaemon(true);
        reader.start();
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            byte[] bytes = output.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            boolean ended = bytes.length <= MOST_BYTES
                    && process.waitFor(Math.max(deadline - System.nanoTime(), 1), TimeUnit.NANOSECONDS);
            return ended && process.exitValue() == 0
                    ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static byte[] read(InputStream in) {
        try (in) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
