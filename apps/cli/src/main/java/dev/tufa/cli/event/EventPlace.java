package dev.tufa.cli.event;

import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Merge;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where an event is: in a repository's folder, or in a file that somebody carries about. */
sealed interface EventPlace {
    /** What follows the options of a command that works in both places. */
    String OPERANDS = "DIR [ID] | FILE";

    /** How the event stands. */
    EventStatus status() throws RepositoryException, IOException;

    /** Keeps signatures that are right. */
    Merge add(List<PartSignature> signatures) throws RepositoryException, IOException, TrustException;

    /** Keeps a note. */
    void add(Note note) throws RepositoryException, IOException, TrustException;

    /** What to write after a verb to come here again. */
    String words();

    /** The place that the first operands name. */
    static EventPlace of(Invocation invocation) throws UsageException, RepositoryException, IOException {
        Path first = Path.of(invocation.operand(0, "DIR or FILE"));
        Instant now = invocation.clock().instant();
        if (Files.isDirectory(first)) {
            invocation.expectOperands(2);
            Repository repository = RepositoryLease.open(first, invocation);
            return new InRepository(repository, first, id(invocation.operandsFrom(1), repository, now), now);
        }
        invocation.expectOperands(1);
        return new InFile(first, now);
    }

    /**
     * The id that was given or, if none was, that of the only event that is open.
     *
     * @throws UsageException if there is none, or more than one
     */
    static String id(List<String> given, Repository repository, Instant now)
            throws UsageException, RepositoryException, IOException {
        if (!given.isEmpty()) {
            return given.get(0);
        }
        List<String> open = repository.events().list(now).stream()
                .filter(event -> event.state().isOpen())
                .map(event -> event.event().id())
                .toList();
        if (open.size() != 1) {
            throw new UsageException("ID: expected it, for not one event is open but "
                    + (open.isEmpty() ? "none" : String.join(", ", open)));
        }
        return open.get(0);
    }

    /** In a repository's folder. */
    record InRepository(Repository repository, Path directory, String id, Instant now) implements EventPlace {
        @Override
        public EventStatus status() throws RepositoryException, IOException {
            return repository.events().find(id, now);
        }

        @Override
        public Merge add(List<PartSignature> signatures) throws RepositoryException, IOException, TrustException {
            return repository.events().add(id, signatures, now);
        }

        @Override
        public void add(Note note) throws RepositoryException, IOException, TrustException {
            repository.events().add(id, note, now);
        }

        @Override
        public String words() {
            return directory + " " + id;
        }
    }

    /** In a file. */
    record InFile(Path file, Instant now) implements EventPlace {
        @Override
        public EventStatus status() throws RepositoryException, IOException {
            EventFile read = EventFiles.read(file);
            boolean late = now.isAfter(read.event().deadline());
            EventState state = late ? EventState.EXPIRED : read.isReady() ? EventState.READY : EventState.COLLECTING;
            String reason = late ? "the deadline was " + read.event().deadline() : "";
            return new EventStatus(read, state, reason, Optional.empty());
        }

        @Override
        public Merge add(List<PartSignature> signatures) throws RepositoryException, IOException {
            EventFile read = status().file();
            int before = read.signatures().size();
            for (PartSignature signature : signatures) {
                read = read.with(signature);
            }
            EventFiles.write(file, read);
            List<PartSignature> added =
                    read.signatures().subList(before, read.signatures().size());
            return new Merge(added, signatures.size() - added.size(), List.of());
        }

        @Override
        public void add(Note note) throws RepositoryException, IOException {
            EventFiles.write(file, status().file().with(note));
        }

        @Override
        public String words() {
            return file.toString();
        }
    }

    /** The event, if it can still be signed. */
    default EventFile open() throws RepositoryException, IOException {
        EventStatus status = status();
        if (!status.state().isOpen()) {
            throw new EventRefusedException("event %s: expected one that is open, got one that is %s: %s"
                    .formatted(status.event().id(), status.state().text(), status.reason()));
        }
        return status.file();
    }
}
