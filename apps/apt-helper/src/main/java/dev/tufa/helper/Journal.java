package dev.tufa.helper;

import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonBoolean;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What files were before they were changed, written before the first of them is. As long as it is there, the change is not done, and
 * undoing it is safe however often that is begun.
 */
final class Journal {
    private static final String PATH = SourceRecords.JOURNAL;
    private static final int LONGEST = 16 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(LONGEST, 4, 20);

    private final SystemFiles files;

    Journal(SystemFiles files) {
        this.files = files;
    }

    /** Writes and removes files as one change. */
    void change(SortedMap<String, byte[]> written, Collection<String> deleted) throws IOException {
        List<String> touched = new ArrayList<>(written.keySet());
        touched.addAll(deleted);
        begin(touched);
        for (Map.Entry<String, byte[]> each : written.entrySet()) {
            files.write(each.getKey(), each.getValue());
        }
        for (String path : deleted) {
            files.delete(path);
        }
        commit();
    }

    /** Notes what files are. */
    void begin(List<String> paths) throws IOException {
        Map<String, JsonValue> before = new LinkedHashMap<>();
        for (String path : paths) {
            Optional<byte[]> content = files.read(path);
            before.put(
                    path,
                    content.isPresent()
                            ? JsonString.of(Base64.getEncoder().encodeToString(content.get()))
                            : JsonBoolean.of(false));
        }
        byte[] bytes = JsonObject.of(before).canonicalBytes();
        if (bytes.length > LONGEST) { // what cannot be read again cannot be undone
            throw new IOException("files to change: expected at most %d bytes in the journal, got %d"
                    .formatted(LONGEST, bytes.length));
        }
        files.write(PATH, bytes);
    }

    /** Whether a change is not done. */
    boolean isOpen() throws IOException {
        return files.read(PATH).isPresent();
    }

    /** Everything is as it was before. */
    void undo() throws IOException {
        Optional<byte[]> noted = files.read(PATH);
        if (noted.isEmpty()) {
            return;
        }
        JsonObject before;
        try {
            before = CanonicalJson.read(noted.get(), LIMITS);
        } catch (JsonException e) {
            throw new IOException("%s: %s".formatted(PATH, e.getMessage()), e);
        }
        for (String path : before.names()) {
            JsonValue content = before.member(path).orElseThrow();
            if (content instanceof JsonString text) {
                files.write(path, Base64.getDecoder().decode(text.value()));
            } else {
                files.delete(path);
            }
        }
        files.delete(PATH);
    }

    /** The change is done. */
    void commit() throws IOException {
        files.delete(PATH);
    }
}
