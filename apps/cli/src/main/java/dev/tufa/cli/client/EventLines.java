package dev.tufa.cli.client;

import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.Terminal;
import dev.tufa.tuf.client.UpdateEvent;
import dev.tufa.tuf.client.UpdateListener;
import dev.tufa.tuf.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;

/** Writes each event as one line of JSON. */
final class EventLines implements UpdateListener {
    private final OutputStream out;
    private final Terminal terminal;
    private final Clock clock;
    private boolean failed;

    private EventLines(OutputStream out, Terminal terminal, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** To the end of a file, or to standard error. */
    static EventLines to(String file, Terminal terminal, Clock clock) throws IOException {
        OutputStream out = file.equals("-")
                ? terminal.err()
                : Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new EventLines(out, terminal, clock);
    }

    /** An update does not fail because nobody can read of it. */
    @Override
    public void decided(UpdateEvent event) {
        if (failed) {
            return;
        }
        JsonOutput line = new JsonOutput()
                .with("time", clock.instant())
                .with("decision", event.decision().name().toLowerCase(Locale.ROOT))
                .with("file", event.file());
        event.version().ifPresent(version -> line.with("version", version));
        event.bytes().ifPresent(bytes -> line.with("bytes", bytes));
        event.source().ifPresent(uri -> line.with("source", uri.toString()));
        event.cause()
                .ifPresent(cause -> line.with("cause", String.valueOf(cause.getMessage()))
                        .with("kind", cause.getClass().getSimpleName()));
        try {
            out.write(JsonText.bytes(line.build()));
            out.write("\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            failed = true;
            terminal.note("--events: nothing more is written: %s", String.valueOf(e.getMessage()));
        }
    }
}
