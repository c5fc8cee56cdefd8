package dev.tufa.tuf.repository.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Clients of python-tuf in one process, for thousands of updates: in the Python that the property {@code tufa.python} names. Their
 * clock is that of this computer.
 */
public final class PythonClients implements AutoCloseable {
    private static final String SCRIPT = "/dev/tufa/tuf/repository/python_clients.py";

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private long updates;

    private PythonClients(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process.
     *
     * @param folder where its script can be written
     */
    public static PythonClients start(Path folder) throws IOException {
        String python = System.getProperty("tufa.python", "");
        assertThat(python)
                .as("the property tufa.python: a Python with python-tuf")
                .isNotEmpty();
        Path script = folder.resolve("python_clients.py");
        try (InputStream source = PythonClients.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        return new PythonClients(new ProcessBuilder(python, script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** How many updates there were. */
    public long updates() {
        return updates;
    }

    /** Lets a client update from a published folder; gives the targets that it found, with their content. */
    public Map<String, String> update(Client client, Path published, List<String> targets) throws IOException {
        return update(client, published, 0, published, targets);
    }

    /**
     * Lets a client begin an update with one published folder and go on with another.
     *
     * @param fetches how many files it gets from the first
     */
    public Map<String, String> update(Client client, Path published, int fetches, Path then, List<String> targets)
            throws IOException {
        List<String> fields = new ArrayList<>(List.of(
                published.toString(),
                String.valueOf(fetches),
                then.toString(),
                client.memory().toString(),
                client.root().toString()));
        fields.addAll(targets);
        requests.write(String.join("\t", fields) + "\n");
        requests.flush();
        updates++;
        String answer = Objects.requireNonNull(answers.readLine(), "the script has ended");
        List<String> parts = List.of(answer.split("\t"));
        if (!parts.get(0).equals("ok")) {
            throw new UpdateFailedException(answer.replace("\t", " "));
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            found.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return found;
    }

    /** Ends the process. */
    @Override
    public void close() throws IOException {
        requests.close();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /**
     * A client.
     *
     * @param memory the folder of what it keeps; made by its first update
     * @param root the file that it began with
     */
    public record Client(Path memory, Path root) {}

    /** The client refused something, or did not get it. */
    public static final class UpdateFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        UpdateFailedException(String why) {
            super(why);
        }
    }
}
