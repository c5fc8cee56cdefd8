package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.ceremony.Event;
import dev.tufa.tuf.repository.ceremony.EventFile;
import dev.tufa.tuf.repository.ceremony.EventState;
import dev.tufa.tuf.repository.ceremony.EventStatus;
import dev.tufa.tuf.repository.ceremony.Note;
import dev.tufa.tuf.repository.ceremony.Part;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The events in a repository's folder: a small file for the event, for each signature, for each note and for how it ended, each
 * written once. Whoever changes something holds the folder's lock.
 */
final class EventStore {
    private final Disk disk;
    private final DurableFiles files;
    private final Layout layout;

    EventStore(Disk disk, Layout layout) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.layout = layout;
    }

    /** The ids of all events, the oldest first. */
    List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path directory : disk.list(layout.at(Layout.EVENTS))) {
            String id = String.valueOf(directory.getFileName());
            if (exists(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The ids of those that are not published, cancelled or superseded; of the others no signature need be looked at any more. */
    List<String> unendedIds() throws IOException {
        List<String> unended = new ArrayList<>();
        for (String id : ids()) {
            EventLayout paths = new EventLayout(id);
            if (!has(paths.done()) && !has(paths.cancelled()) && !has(paths.superseded())) {
                unended.add(id);
            }
        }
        return unended;
    }

    boolean exists(String id) {
        return disk.exists(layout.at(new EventLayout(id).event()));
    }

    /** An event with what has been collected for it. */
    EventFile read(String id) throws EventRefusedException, IOException {
        requireId(id);
        if (!exists(id)) {
            throw new EventRefusedException("event: expected one that was opened here, got \"%s\"".formatted(id));
        }
        EventLayout paths = new EventLayout(id);
        EventFile file = EventFile.of(EventFile.readEvent(paths.event(), disk.read(layout.at(paths.event()))));
        for (String path : all(paths.signatures())) {
            file = file.with(PartSignature.read(path, disk.read(layout.at(path))));
        }
        List<Note> notes = new ArrayList<>();
        for (String path : all(paths.notes())) {
            notes.add(Note.read(path, disk.read(layout.at(path))));
        }
        notes.sort(Comparator.comparing(Note::at));
        return new EventFile(file.event(), file.signatures(), notes);
    }

    private static void requireId(String id) throws EventRefusedException {
        try {
            Event.requireId(id);
        } catch (IllegalArgumentException e) {
            throw new EventRefusedException(Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private List<String> all(String directory) throws IOException {
        return disk.list(layout.at(directory)).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith(".json"))
                .map(name -> directory + "/" + name)
                .toList();
    }

    /** How an event stands. */
    EventStatus status(String id, Instant now) throws EventRefusedException, IOException {
        EventFile file = read(id);
        EventLayout paths = new EventLayout(id);
        if (has(paths.done())) {
            return new EventStatus(file, EventState.DONE, "", Optional.empty());
        }
        if (has(paths.cancelled())) {
            return new EventStatus(file, EventState.CANCELLED, reason(paths.cancelled()), Optional.empty());
        }
        if (has(paths.superseded())) {
            Optional<String> successor = end(paths.superseded()).optionalString("successor");
            return new EventStatus(file, EventState.SUPERSEDED, reason(paths.superseded()), successor);
        }
        return open(file, now);
    }

    private EventStatus open(EventFile file, Instant now) {
        if (has(new EventLayout(file.event().id()).publishing())) {
            return new EventStatus(file, EventState.PUBLISHING, "", Optional.empty());
        }
        if (now.isAfter(file.event().deadline())) {
            String reason = "the deadline was " + file.event().deadline();
            return new EventStatus(file, EventState.EXPIRED, reason, Optional.empty());
        }
        boolean invited = file.notes().stream().anyMatch(note -> note.kind() == Note.Kind.INVITATION);
        EventState state = file.isReady()
                ? EventState.READY
                : file.signatures().isEmpty() && !invited ? EventState.DRAFT : EventState.COLLECTING;
        return new EventStatus(file, state, "", Optional.empty());
    }

    private boolean has(String path) {
        return disk.exists(layout.at(path));
    }

    private StoredJson end(String path) throws IOException {
        return StoredJson.read(path, disk.read(layout.at(path)));
    }

    private String reason(String path) throws IOException {
        return end(path).string("reason");
    }

    /** Makes the folders of an event that is about to be written. */
    void makeDirectories(EventLayout paths) throws IOException {
        files.makeDirectories(layout.at(paths.files()), Access.PRIVATE);
        files.makeDirectories(layout.at(paths.signatures()), Access.PRIVATE);
        files.makeDirectories(layout.at(paths.notes()), Access.PRIVATE);
    }

    /** Keeps a signature that is right and not there yet. */
    void add(String id, PartSignature signature) throws IOException {
        create(new EventLayout(id).signature(signature), JsonText.bytes(signature.toJson()));
    }

    /** Keeps a note, once. */
    void add(String id, Note note) throws IOException {
        byte[] content = JsonText.bytes(note.toJson());
        create(new EventLayout(id).note(content), content);
    }

    /**
     * From now on nothing is added: what is published can be made once more, byte for byte. What nothing names yet is written whole:
     * half a file under the version that people have signed would make their signatures void.
     */
    void beginPublishing(EventFile file, Instant now) throws IOException {
        create(new EventLayout(file.event().id()).publishing(), ended(now, "", Optional.empty()));
        for (Part part : file.event().parts()) {
            Path path = layout.at(Layout.versioned(part.version(), part.role()));
            if (!part.role().equals(RoleType.ROOT.text()) && !disk.exists(path)) {
                files.create(path, EventSigning.composed(file, part).bytes(), Access.PUBLIC);
            }
        }
        disk.sync(layout.at(Layout.METADATA));
    }

    private void create(String path, byte[] content) throws IOException {
        Path file = layout.at(path);
        if (!disk.exists(file)) {
            files.replace(file, content, Access.PRIVATE);
        }
    }

    /** What becomes of the files of an event that has ended. */
    List<PublicationStep> discards(String id) throws IOException {
        List<PublicationStep> discards = new ArrayList<>();
        EventLayout paths = new EventLayout(id);
        for (Path file : disk.list(layout.at(paths.files()))) {
            discards.add(new PublicationStep.Discard(paths.file(String.valueOf(file.getFileName()))));
        }
        return discards;
    }

    /** The content of a file that says how an event ended. */
    static byte[] ended(Instant at, String reason, Optional<String> successor) {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("at", JsonString.of(at.toString()));
        fields.put("reason", JsonString.of(reason));
        successor.ifPresent(id -> fields.put("successor", JsonString.of(id)));
        return JsonText.bytes(JsonObject.of(fields));
    }

    /** An id that no event has: the day, and a part of a hash of what is signed. */
    String freeId(Instant now, String hash) {
        String day = now.toString().substring(0, 10).replace("-", "");
        int length = 6;
        while (disk.exists(layout.at(new EventLayout(day + "-" + hash.substring(0, length)).event()))
                && length < hash.length()) {
            length++;
        }
        return day + "-" + hash.substring(0, length);
    }
}
