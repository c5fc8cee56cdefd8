package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.repository.storage.Access;
import dev.tufa.tuf.repository.storage.Disk;
import dev.tufa.tuf.repository.storage.DurableFiles;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The publications of this folder, one line each: the steps that are left once everything that nothing names yet is on disk.
 * Once a publication's line is written it can always be brought to its end; a second line says that it was, or that it was given
 * up. The file is only ever added to, so that a line costs one wait for the disk; when it has grown it begins anew.
 */
final class Journal {
    private static final String BEGUN = "begun";
    private static final String ENDED = "ended";
    private static final String ABANDONED = "abandoned";
    private static final String NOTED = "noted";

    /** Longer, and reading it would be felt. */
    private static final int LONGEST = 1 << 16;

    private final Disk disk;
    private final DurableFiles files;
    private final Path file;

    /**
     * A journal in a file, which need not be there yet.
     *
     * @param file in the directory of the present epoch
     */
    Journal(Disk disk, Path file) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.file = file;
    }

    /** Writes down what is left to do; from when this returns, the publication happens. */
    void begin(Entry entry) throws IOException {
        append(entry.toJson());
        disk.sync(file);
    }

    /** The publication that was begun has ended. If the disk forgets that, it is ended once more, which changes nothing. */
    void end() throws IOException {
        append(JsonObject.of(Map.of("what", JsonString.of(ENDED))));
    }

    /** Writes down what is known of a last publication that was not begun here. */
    void note(LastPublication last) throws IOException {
        append(JsonObject.of(Map.of("what", JsonString.of(NOTED), "last", last.toJson())));
        disk.sync(file);
    }

    /** Whether the file has something and no line that could be read. */
    boolean isDamaged() throws IOException {
        return disk.exists(file) && disk.length(file) > 0 && lines().next().isEmpty();
    }

    /** The publication that was begun will not be ended. */
    void abandon() throws IOException {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("what", JsonString.of(ABANDONED));
        Optional<Entry> entry = pending();
        entry.flatMap(Entry::before).ifPresent(last -> fields.put("last", last.toJson()));
        append(JsonObject.of(fields));
        disk.sync(file);
    }

    /** What is to be brought to an end. */
    Optional<Entry> pending() throws IOException {
        Optional<StoredJson> newest = lines().next();
        return newest.isPresent() && newest.get().string("what").equals(BEGUN)
                ? Optional.of(Entry.read(newest.get()))
                : Optional.empty();
    }

    /** The last publication that was begun and not given up. */
    Optional<LastPublication> last() throws IOException {
        JournalLines.Backwards lines = lines();
        for (Optional<StoredJson> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().string("what").equals(ENDED)) {
                return line.get().object().member("last").isPresent()
                        ? Optional.of(LastPublication.read(line.get().child("last")))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private JournalLines.Backwards lines() throws IOException {
        return new JournalLines.Backwards(Layout.JOURNAL, disk.exists(file) ? disk.read(file) : new byte[0]);
    }

    /** A file that has grown begins anew with what its last line says. */
    private void append(JsonObject line) throws IOException {
        if (!disk.exists(file)) {
            files.replace(file, JournalLines.of(List.of()), Access.PRIVATE);
        } else if (disk.length(file) > LONGEST) {
            JournalLines.Backwards lines = lines();
            Optional<StoredJson> newest = lines.next();
            List<JsonObject> kept = Stream.of(lines.next(), newest)
                    .flatMap(Optional::stream)
                    .map(StoredJson::object)
                    .toList();
            files.replace(file, JournalLines.of(kept), Access.PRIVATE);
        }
        disk.append(file, disk.length(file), JournalLines.of(List.of(line)), Access.PRIVATE);
    }

    /**
     * A publication that was begun.
     *
     * @param base the SHA-256 of the timestamp.json that it replaces; empty when there was none
     * @param steps what is left to do
     * @param last what is to be remembered of it, if it changes what clients see
     * @param before what was remembered before it
     */
    record Entry(
            String base,
            List<PublicationStep> steps,
            Optional<LastPublication> last,
            Optional<LastPublication> before) {
        Entry {
            steps = List.copyOf(steps);
        }

        private static Entry read(StoredJson json) throws IOException {
            List<PublicationStep> steps = new ArrayList<>();
            for (StoredJson step : json.children("steps")) {
                steps.add(step(step));
            }
            return new Entry(json.string("base"), steps, last(json, "last"), last(json, "before"));
        }

        private static Optional<LastPublication> last(StoredJson json, String name) throws IOException {
            return json.object().member(name).isPresent()
                    ? Optional.of(LastPublication.read(json.child(name)))
                    : Optional.empty();
        }

        JsonObject toJson() {
            Map<String, JsonValue> fields = new TreeMap<>();
            fields.put("what", JsonString.of(BEGUN));
            fields.put("base", JsonString.of(base));
            fields.put("steps", JsonArray.of(steps.stream().map(Entry::json).toList()));
            last.or(() -> before).ifPresent(value -> fields.put("last", value.toJson()));
            before.ifPresent(value -> fields.put("before", value.toJson()));
            return JsonObject.of(fields);
        }

        /** The SHA-256 of the timestamp.json that it puts there; that of the old one if it changes none. */
        String timestamp() {
            for (PublicationStep step : steps) {
                if (step instanceof PublicationStep.Replace replace
                        && step.path().equals(Layout.TIMESTAMP)) {
                    return replace.content().sha256();
                }
            }
            return base;
        }

        /** The root that it publishes, by its path. */
        Optional<String> newRoot() {
            return steps.stream()
                    .filter(step -> step instanceof PublicationStep.Create)
                    .map(PublicationStep::path)
                    .filter(Layout::isRoot)
                    .findFirst();
        }

        private static JsonObject json(PublicationStep step) {
            Map<String, JsonValue> fields = new TreeMap<>();
            fields.put("path", JsonString.of(step.path()));
            if (step instanceof PublicationStep.Create create) {
                fields.put("step", JsonString.of("create"));
                fields.put("content", base64(create.content()));
            } else if (step instanceof PublicationStep.Replace replace) {
                fields.put("step", JsonString.of("replace"));
                fields.put("content", base64(replace.content()));
            } else if (step instanceof PublicationStep.CreateTarget target) {
                fields.put("step", JsonString.of("create-target"));
                fields.put("source", JsonString.of(target.source()));
                fields.put("length", JsonInteger.of(target.length()));
                fields.put("sha256", JsonString.of(target.sha256()));
            } else {
                fields.put("step", JsonString.of("discard"));
            }
            return JsonObject.of(fields);
        }

        private static PublicationStep step(StoredJson json) throws IOException {
            String path = json.string("path");
            String kind = json.string("step");
            return switch (kind) {
                case "create" -> new PublicationStep.Create(path, content(json));
                case "replace" -> new PublicationStep.Replace(path, content(json));
                case "create-target" ->
                    new PublicationStep.CreateTarget(
                            path, json.string("source"), json.integer("length", 0), json.string("sha256"));
                case "discard" -> new PublicationStep.Discard(path);
                default -> throw json.wrong("step", "a known kind of step", kind);
            };
        }

        private static JsonString base64(Content content) {
            return JsonString.of(Base64.getEncoder().encodeToString(content.bytes()));
        }

        private static Content content(StoredJson json) throws IOException {
            try {
                return Content.of(Base64.getDecoder().decode(json.string("content")));
            } catch (IllegalArgumentException e) {
                throw json.wrong("content", "Base64", String.valueOf(e.getMessage()));
            }
        }
    }
}
