package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
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

/**
 * The publication that is being carried out, with all its bytes except those of target files, which wait in the staging area.
 * Once it is written a publication can always be brought to its end.
 */
final class Journal {
    private final Disk disk;
    private final DurableFiles files;
    private final Path file;
    private final Path directory;

    Journal(Disk disk, Layout layout) {
        this.disk = disk;
        this.files = new DurableFiles(disk);
        this.file = layout.at(Layout.PENDING);
        this.directory = layout.at(Layout.JOURNAL);
    }

    boolean isPending() {
        return disk.exists(file);
    }

    /** Writes it down; from when this returns, the publication happens. */
    void write(PublicationPlan plan) throws IOException {
        List<JsonObject> steps = plan.steps().stream().map(Journal::toJson).toList();
        files.replace(
                file,
                JsonText.bytes(JsonObject.of(
                        Map.of("base", JsonString.of(plan.base().timestamp()), "steps", JsonArray.of(steps)))),
                Access.PRIVATE);
    }

    /** What is to be brought to an end. */
    Optional<Entry> read() throws IOException {
        if (!isPending()) {
            return Optional.empty();
        }
        StoredJson json = StoredJson.read(Layout.PENDING, disk.read(file));
        List<PublicationStep> steps = new ArrayList<>();
        for (StoredJson step : json.children("steps")) {
            steps.add(step(step));
        }
        return Optional.of(new Entry(json.string("base"), steps));
    }

    /** Forgets it, durably. */
    void delete() throws IOException {
        disk.delete(file);
        disk.sync(directory);
    }

    private static JsonObject toJson(PublicationStep step) {
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

    /**
     * A publication that was begun.
     *
     * @param base the SHA-256 of the timestamp.json that it replaces; empty when there was none
     */
    record Entry(String base, List<PublicationStep> steps) {
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
                    .filter(path -> path.startsWith(Layout.METADATA) && path.endsWith(".root.json"))
                    .findFirst();
        }
    }
}
