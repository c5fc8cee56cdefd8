package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.crypto.RunningHash;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event with what has been collected for it: all that a signer needs, in one file with the suffix {@code .tufevent}. Such files
 * can be carried about, added to and brought back in any order. Immutable.
 *
 * @param signatures right ones, each once; a file that holds another is not read
 */
public record EventFile(Event event, List<PartSignature> signatures, List<Note> notes) {
    /** Longest file in bytes; stops one that fills the memory of whoever looks at it. */
    public static final int LONGEST = 64 << 20;

    /** Most notes; stops a file that nobody could read. */
    private static final int MOST_NOTES = 10_000;

    /** An event holds metadata, which is deeper than what this library writes around it. */
    private static final JsonLimits LIMITS = new JsonLimits(LONGEST, JsonLimits.DEFAULT.depth() + 8, 600);

    public EventFile {
        signatures = List.copyOf(signatures);
        notes = List.copyOf(notes);
    }

    /** An event for which nothing has been collected. */
    public static EventFile of(Event event) {
        return new EventFile(event, List.of(), List.of());
    }

    /**
     * Reads a file that may come from anybody.
     *
     * @param name of the file, for messages
     * @throws IOException if it has another form, or has been damaged
     * @throws EventRefusedException if the event in it cannot be, or a signature in it is wrong
     */
    public static EventFile read(String name, byte[] content) throws IOException, EventRefusedException {
        StoredJson json = object(name, content);
        Map<String, JsonValue> covered = new TreeMap<>(json.object().toMap());
        covered.remove("sha256");
        String actual = sha256(JsonObject.of(covered));
        if (!json.string("sha256").equals(actual)) {
            throw json.wrong("sha256", actual, Printable.of(json.string("sha256")));
        }
        Event event = EventJson.read(json.child("event"));
        EventFile file = of(event);
        for (StoredJson signature : json.children("signatures")) {
            file = file.with(PartSignature.read(signature));
        }
        List<Note> notes = new ArrayList<>();
        for (StoredJson note : json.children("notes")) {
            notes.add(Note.read(note));
        }
        if (notes.size() > MOST_NOTES) {
            throw json.wrong("notes", "at most " + MOST_NOTES, String.valueOf(notes.size()));
        }
        return new EventFile(event, file.signatures(), notes);
    }

    /** Reads the event alone, as {@link #eventBytes} wrote it. */
    public static Event readEvent(String name, byte[] content) throws IOException, EventRefusedException {
        return EventJson.read(object(name, content));
    }

    private static StoredJson object(String name, byte[] content) throws IOException {
        try {
            return new StoredJson(name, CanonicalJson.read(content, LIMITS));
        } catch (JsonException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** The content of the file. */
    public byte[] toBytes() throws EventRefusedException {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("event", EventJson.write(event));
        fields.put(
                "signatures",
                JsonArray.of(signatures.stream().map(PartSignature::toJson).toList()));
        fields.put("notes", JsonArray.of(notes.stream().map(Note::toJson).toList()));
        fields.put("sha256", JsonString.of(sha256(JsonObject.of(fields))));
        return lines(JsonObject.of(fields));
    }

    /** The event alone. */
    public byte[] eventBytes() throws EventRefusedException {
        return lines(EventJson.write(event));
    }

    private byte[] lines(JsonObject json) throws EventRefusedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(JsonText.bytes(json));
        out.write('\n');
        if (out.size() > LONGEST) {
            throw new EventRefusedException(
                    "event %s: expected at most %d bytes, got %d".formatted(event.id(), LONGEST, out.size()));
        }
        return out.toByteArray();
    }

    private static String sha256(JsonObject json) {
        RunningHash hash = RunningHash.of(HashFunction.SHA256);
        json.canonicalTo(hash::update);
        return hash.hex();
    }

    /**
     * The same with one more signature; the same if it is there already.
     *
     * @throws EventRefusedException if it is not right
     */
    public EventFile with(PartSignature signature) throws EventRefusedException {
        event.require(signature);
        if (find(signature.role(), signature.keyId()).isPresent()) {
            return this;
        }
        List<PartSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new EventFile(event, more, notes);
    }

    /** The same with one more note; the same if it is there already. */
    public EventFile with(Note note) {
        if (notes.contains(note)) {
            return this;
        }
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new EventFile(event, signatures, more);
    }

    /** The signature of a part by a key id. */
    public Optional<PartSignature> find(String role, String keyId) {
        return signatures.stream()
                .filter(signature ->
                        signature.role().equals(role) && signature.keyId().equals(keyId))
                .findFirst();
    }

    /** The signatures of a part in hex by key id. */
    public Map<String, String> signaturesOf(String role) {
        Map<String, String> byKeyId = new TreeMap<>();
        signatures.stream()
                .filter(signature -> signature.role().equals(role))
                .forEach(signature -> byKeyId.put(signature.keyId(), signature.hex()));
        return byKeyId;
    }

    /** How far each part is by each set of keys that it needs. */
    public List<Progress> progress() {
        List<Progress> all = new ArrayList<>();
        for (Part part : event.parts()) {
            for (Requirement requirement : event.requirements(part)) {
                all.add(Progress.of(part, requirement, signaturesOf(part.role())));
            }
        }
        return all;
    }

    /** Whether every threshold is met. */
    public boolean isReady() {
        return progress().stream().allMatch(Progress::isMet);
    }

    /** The names of the people who hold keys, by key id, as invitations say it. */
    public Map<String, String> holders() {
        Map<String, String> holders = new LinkedHashMap<>();
        for (Note note : notes) {
            if (note.kind() == Note.Kind.INVITATION) {
                note.keyIds().forEach(keyId -> holders.put(keyId, note.name()));
            }
        }
        return holders;
    }
}
