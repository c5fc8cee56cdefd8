package dev.tufa.method;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What is run once after a build or an installation, to learn which classes the method loads: an update and a download, with this class in
 * the place of apt, and the floor of them.
 */
public final class TrainingRun {
    private static final URI ARCHIVE = URI.create("https://training.invalid/debian/");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final TrainingArchive archive;
    private final InputStream answers;
    private final OutputStream questions;

    private TrainingRun(Path folder, TrainingArchive archive, InputStream answers, OutputStream questions) {
        this.folder = folder;
        this.archive = archive;
        this.answers = answers;
        this.questions = questions;
    }

    /** Runs in a folder that exists and is thrown away afterwards. */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        TrainingArchive archive = new TrainingArchive(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        register(folder, archive);
        converse(folder, archive); // nothing is kept yet
        Thread rehearsal = Rehearsal.of(folder, Clock.systemUTC());
        rehearsal.start();
        rehearsal.join();
        converse(folder, archive); // nothing has changed since
        System.setIn(new ByteArrayInputStream(kept(archive)));
        Path root = ArchiveState.of(folder, ARCHIVE.toString()).firstRoot();
        MethodMain.main(new String[] {"--floor", root.toString()});
    }

    private static void converse(Path folder, TrainingArchive archive) throws IOException, InterruptedException {
        PipedOutputStream questions = new PipedOutputStream();
        PipedInputStream answers = new PipedInputStream(BUFFER);
        Thread apt = new Thread(() -> new TrainingRun(folder, archive, answers, questions).ask(), "apt");
        apt.setDaemon(true);
        try (InputStream in = new PipedInputStream(questions, BUFFER);
                OutputStream out = new PipedOutputStream(answers)) {
            apt.start();
            new AcquireMethod(folder, out, Clock.systemUTC(), PATIENCE, TrainingRun::end).run(in);
        }
        apt.join();
    }

    /** What the method has kept, as root is told of it. */
    private static byte[] kept(TrainingArchive archive) {
        StringBuilder lines = new StringBuilder();
        Map<String, String> files =
                Map.of("timestamp.json", "tuf/timestamp.json", "snapshot.json", "tuf/1.snapshot.json");
        files.forEach((name, path) -> lines.append(name)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(archive.file(path).orElseThrow()))
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void end(Throwable fault) {
        System.err.println("training: " + fault);
        System.exit(1);
    }

    private static void register(Path folder, TrainingArchive archive) throws IOException {
        ArchiveState state = ArchiveState.of(folder, ARCHIVE.toString());
        Files.createDirectories(state.firstRoot().getParent());
        Files.write(state.firstRoot(), archive.file("tuf/1.root.json").orElseThrow());
        Files.writeString(
                state.firstRoot().resolveSibling("archive"), "Archive: %s\nScope: packages\n".formatted(ARCHIVE));
    }

    private void ask() {
        try (questions) {
            expect(201, acquire(TrainingArchive.RELEASE, Optional.empty()));
            expect(103, acquire(TrainingArchive.INDEX, Optional.of("index")));
            expect(103, acquire(TrainingArchive.PACKAGE, Optional.of("deb")));
        } catch (IOException e) {
            end(e);
        }
    }

    private static void expect(int code, Message last) throws IOException {
        if (last.code() != code) {
            throw new IOException("expected a message %d, got %s".formatted(code, last));
        }
    }

    /** Asks for a file as apt does, and fetches for the method what it asks for meanwhile. Gives its last word. */
    private Message acquire(String path, Optional<String> type) throws IOException {
        Message question = Message.of(600, "URI Acquire")
                .with("URI", "tuf+" + ARCHIVE + path)
                .with("Filename", folder.resolve("file").toString())
                .with("Target-Repo-URI", "tuf+" + ARCHIVE);
        if (type.isPresent()) {
            question = question.with("Target-Type", type.get()).with("Expected-SHA256", TrainingArchive.sha256(path));
        }
        say(question);
        for (Optional<Message> answer = Message.read(answers); answer.isPresent(); answer = Message.read(answers)) {
            switch (answer.get().code()) {
                case 351 -> fetch(answer.get().required("Aux-URI"));
                case 103, 201, 400 -> {
                    return answer.get();
                }
                default -> {} // it begins, or warns
            }
        }
        throw new IOException(path + ": expected an answer, got none");
    }

    private void fetch(String uri) throws IOException {
        Path file = folder.resolve("fetched-" + uri.substring(uri.lastIndexOf('/') + 1)); // several may be on their way
        Optional<byte[]> content =
                archive.file(ARCHIVE.relativize(URI.create(uri)).toString());
        if (content.isPresent()) {
            Files.write(file, content.get());
        }
        say(Message.of(600, "URI Acquire").with("URI", uri).with("Filename", file.toString()));
    }

    private void say(Message message) throws IOException {
        questions.write(message.bytes());
        questions.flush();
    }
}
