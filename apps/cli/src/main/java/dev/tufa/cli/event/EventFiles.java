package dev.tufa.cli.event;

import dev.tufa.cli.framework.WholeFile;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes the files that events are carried about in. */
final class EventFiles {
    private EventFiles() {}

    static EventFile read(Path file) throws IOException, EventRefusedException {
        String name = Printable.of(file.toString());
        long length = Files.size(file);
        if (length > EventFile.LONGEST) {
            throw new EventRefusedException(
                    "%s: expected at most %d bytes, got %d".formatted(name, EventFile.LONGEST, length));
        }
        return EventFile.read(name, Files.readAllBytes(file));
    }

    /** The file is whole at any time. */
    static void write(Path file, EventFile event) throws IOException, EventRefusedException {
        WholeFile.replace(file, event.toBytes(), WholeFile.Readers.OWNER);
    }
}
