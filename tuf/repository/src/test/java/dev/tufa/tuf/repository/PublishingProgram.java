package dev.tufa.tuf.repository;

import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.signing.KeyRing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another process that adds and publishes one artifact after the other, and says of each when it is published. */
public final class PublishingProgram implements AutoCloseable {
    static final int FENCED = 8;
    private static final Pattern ACCEPTED = Pattern.compile("accepted (\\S+) at last");

    private final Process process;
    private final BufferedReader out;

    private PublishingProgram(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Arguments: repository, prefix of target paths, how many, length of the lease in milliseconds, whether it is kept. */
    @SuppressWarnings("try") // leases are held, and not asked
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        LeaseOptions lease = LeaseOptions.DEFAULT
                .withPurpose(arguments[1])
                .withLength(Duration.ofMillis(Long.parseLong(arguments[3])));
        Repository repository = Repository.open(folder, lease);
        System.out.println("ready");
        try (KeyRing keys = repository.unlock(Sandbox.passphrase());
                Hold all = arguments[4].equals("kept") ? repository.hold()::close : () -> {}) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                String path = arguments[1] + "/" + i;
                Path file = Files.writeString(Files.createTempFile("artifact", ""), content(path));
                repository.add(file, path, AddOptions.DEFAULT);
                try (RepositoryHold hold = repository.hold()) {
                    repository.publish(repository.plan(keys, Sandbox.START, PlanOptions.DEFAULT), Sandbox.START);
                }
                System.out.println("accepted " + path + " at last");
                Files.delete(file);
            }
        } catch (FencedException e) {
            System.out.println(e.getMessage());
            System.exit(FENCED);
        }
    }

    private interface Hold extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    static String content(String path) {
        return "content of " + path;
    }

    static PublishingProgram start(Path folder, String prefix, int count, Duration lease, String kept)
            throws IOException {
        return new PublishingProgram(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingProgram.class.getName(),
                        folder.toString(),
                        prefix,
                        Integer.toString(count),
                        Long.toString(lease.toMillis()),
                        kept)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for a line, which it returns; nothing at the end. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has published something. */
    String accepted() {
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            Matcher accepted = ACCEPTED.matcher(line.get());
            if (accepted.matches()) {
                return accepted.group(1);
            }
        }
        throw new IllegalStateException("it ended");
    }

    /** Everything that it said to have published and that nobody has read yet, up to its end. */
    List<String> allAccepted() {
        List<String> paths = new ArrayList<>();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            Matcher accepted = ACCEPTED.matcher(line.get());
            if (accepted.matches()) {
                paths.add(accepted.group(1));
            }
        }
        return paths;
    }

    /** Stops it in the middle of whatever it does, or lets it go on. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Refuses a tree in which what was accepted is not found with its content. */
    static void requireAll(FolderClient client, List<String> accepted) throws IOException, TrustException {
        for (String path : accepted) {
            String content = client.download(path);
            if (!content.equals(content(path))) {
                throw new IOException("%s: expected its content, got %s".formatted(path, content));
            }
        }
    }
}
