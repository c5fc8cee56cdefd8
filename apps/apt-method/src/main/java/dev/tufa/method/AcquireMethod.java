package dev.tufa.method;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One conversation with apt: whatever it asks for is answered, until it asks no more. */
public final class AcquireMethod {
    /** In which work stops that nobody waits for any more: what is half written goes meanwhile. */
    private static final int LAST_SECONDS = 2;

    private final Path folder;
    private final AptConversation apt;
    private final Clock clock;
    private final Duration patience;
    private final Consumer<Throwable> fault;
    private final Map<String, Worker> workers = new HashMap<>();

    /**
     * A conversation.
     *
     * @param folder of all archives
     * @param out what apt reads
     * @param patience with a server, for one file of metadata
     * @param fault hears of what leaves a question without an answer, for which apt would wait for ever
     */
    public AcquireMethod(Path folder, OutputStream out, Clock clock, Duration patience, Consumer<Throwable> fault) {
        this.folder = folder;
        this.apt = new AptConversation(out);
        this.clock = clock;
        this.patience = patience;
        this.fault = fault;
    }

    /**
     * Answers until the end.
     *
     * @throws IOException if what comes is not what apt says
     */
    public void run(InputStream in) throws IOException {
        try {
            for (Optional<Message> next = Message.read(in); next.isPresent(); next = Message.read(in)) {
                Message message = next.get();
                if (message.code() == 600 && !apt.isAnswer(message)) {
                    begin(message);
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        apt.end();
        for (Worker worker : workers.values()) {
            worker.thread().shutdownNow();
        }
        try {
            for (Worker worker : workers.values()) {
                if (!worker.thread().awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One archive's items come one after the other, those of others beside them. */
    private void begin(Message request) throws IOException {
        String uri = request.required("URI");
        try {
            ArchiveState state = state(request, uri);
            String name = state.archive().toString();
            Worker worker = workers.get(name);
            if (worker == null) {
                worker = new Worker(
                        new TufArchive(state, apt, clock, patience), Executors.newSingleThreadExecutor(this::thread));
                workers.put(name, worker);
            }
            TufArchive archive = worker.archive();
            worker.thread().execute(() -> acquire(archive, request));
        } catch (IOException e) {
            apt.say(Message.of(400, "URI Failure").with("URI", uri).with("Message", String.valueOf(e.getMessage())));
        }
    }

    private ArchiveState state(Message request, String uri) throws IOException {
        Optional<String> repository = request.field("Target-Repo-URI");
        if (repository.isPresent()) {
            return ArchiveState.of(folder, repository.get());
        }
        return ArchiveState.above(folder, uri)
                .orElseThrow(() -> new IOException("TUF: expected a file of an archive with a root, got " + uri));
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "archive");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((any, e) -> fault.accept(e));
        return thread;
    }

    private void acquire(TufArchive archive, Message request) {
        try {
            archive.acquire(request);
        } catch (IOException e) {
            fault.accept(e);
        }
    }

    /** An archive and the thread that works for it. */
    private record Worker(TufArchive archive, ExecutorService thread) {}
}
