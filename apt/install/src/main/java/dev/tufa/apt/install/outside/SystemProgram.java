package dev.tufa.apt.install.outside;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of the system at a fixed path. It is never looked for in a {@code PATH}, there is no shell between, it gets no input and
 * nothing of the caller's environment, and it has to end.
 */
public final class SystemProgram {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    private static final File NOTHING = new File("/dev/null");
    private static final int BUFFER = 1 << 13;

    private final Path path;
    private final Map<String, String> environment;
    private final Path folder;

    private SystemProgram(Path path, Map<String, String> environment, Path folder) {
        this.path = path;
        this.environment = environment;
        this.folder = folder;
    }

    /** The program at an absolute path. */
    public static SystemProgram at(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("program: expected an absolute path, got " + path);
        }
        return new SystemProgram(path, ENVIRONMENT, Path.of("/"));
    }

    /** The same with variables in its environment. */
    public SystemProgram with(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        return new SystemProgram(path, Map.copyOf(all), folder);
    }

    /** The same in a folder: names that are not absolute are those of files in it. */
    public SystemProgram in(Path workingFolder) {
        return new SystemProgram(path, environment, workingFolder);
    }

    /** Whether it is there. */
    public boolean isThere() {
        return Files.isExecutable(path);
    }

    /**
     * Calls it, and waits for its end.
     *
     * @param patience how long it may take; it is ended after that
     * @param mostBytes of what it may say, of each stream
     * @throws IOException if it cannot be started, takes longer or says more
     */
    public Answer ask(List<String> words, Duration patience, int mostBytes) throws IOException {
        Process process = builder(words).start();
        long deadline = System.nanoTime() + patience.toNanos();
        Reader output = new Reader(process.getInputStream(), mostBytes);
        Reader errors = new Reader(process.getErrorStream(), mostBytes);
        try {
            boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)
                    && output.hasEnded(deadline)
                    && errors.hasEnded(deadline); // what it started may go on speaking
            if (!ended) {
                throw new IOException(
                        "%s: expected an end within %d seconds, got none".formatted(path, patience.toSeconds()));
            }
            return new Answer(path.getFileName().toString(), process.exitValue(), output.text(path), errors.text(path));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Has it do something that must not be ended from here, and waits for its end for as long as it takes. What it says goes to a file, so
     * that it goes on if nobody listens any more.
     *
     * @param log gets all that it says, in the place of what is there; a link is not followed
     * @param lines hears of each line
     */
    public int carryOut(List<String> words, Path log, Consumer<String> lines) throws IOException {
        Files.deleteIfExists(log);
        ProcessBuilder builder = builder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        try (FollowedFile followed = new FollowedFile(log, lines)) {
            boolean ended = false;
            while (!ended) {
                ended = process.waitFor(100, TimeUnit.MILLISECONDS);
                followed.tell();
            }
            followed.tellRest();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ProcessBuilder builder(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(path.toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted =
                new InterruptedIOException("interrupted while %s was running".formatted(path));
        interrupted.initCause(cause);
        return interrupted;
    }

    /**
     * How it ended, and what it said.
     *
     * @param program its name
     */
    public record Answer(String program, int exit, String output, String errors) {
        /** What it said, if it did what it was asked. */
        public String orThrow() throws IOException {
            if (exit != 0) {
                throw new IOException("%s: expected exit code 0, got %d: %s".formatted(program, exit, complaint()));
            }
            return output;
        }

        /** What it complained of, in one line: its errors, and of apt-get also why it could not fetch something. */
        public String complaint() {
            List<String> lines = new ArrayList<>();
            boolean isReason = false;
            for (String line : output.lines().toList()) {
                if (isReason && line.startsWith("  ")) {
                    lines.add(line.strip());
                }
                isReason = line.startsWith("Err:") || line.startsWith("Ign:");
            }
            (errors.isBlank() && lines.isEmpty() ? output : errors)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("W: "))
                    .forEach(lines::add);
            return String.join("; ", lines);
        }

        /** All that it said, in one line. */
        public String inOneLine() {
            return Stream.concat(output.lines(), errors.lines())
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("; "));
        }
    }

    /** Takes in a stream on a thread of its own: a process that cannot get rid of what it says does not go on. */
    private static final class Reader {
        private final Thread thread;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;

        Reader(InputStream in, int most) {
            this.most = most;
            this.thread = new Thread(() -> read(in), "answer");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(InputStream in) {
            byte[] buffer = new byte[BUFFER];
            try (in) {
                int count = in.read(buffer);
                while (count >= 0 && bytes.size() <= most) {
                    bytes.write(buffer, 0, count);
                    count = in.read(buffer);
                }
            } catch (IOException e) {
                // the process is gone: what came is all there is
            }
        }

        boolean hasEnded(long deadline) throws InterruptedException {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            return !thread.isAlive();
        }

        String text(Path program) throws IOException {
            if (bytes.size() > most) {
                throw new IOException("%s: expected an answer of at most %d bytes, got more".formatted(program, most));
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
