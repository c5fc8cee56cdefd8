package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What somebody wrote beside an event. Nobody signs it: it is to be read, and decides nothing.
 *
 * @param at when
 * @param name of the person who is invited, or who comments; may be empty
 * @param keyIds the keys that an invited person holds; none in a comment
 * @param text what is said; may be empty
 */
public record Note(Kind kind, Instant at, String name, List<String> keyIds, String text) {
    /** Longest name or text in characters; stops a file that fills the disk. */
    public static final int LONGEST = 4000;

    /** Most keys of one person. */
    private static final int MOST_KEYS = 100;

    public Note {
        keyIds = List.copyOf(keyIds);
        if (name.length() > LONGEST || text.length() > LONGEST || keyIds.size() > MOST_KEYS) {
            throw new IllegalArgumentException("note: expected at most %d characters and %d keys, got %d and %d"
                    .formatted(LONGEST, MOST_KEYS, Math.max(name.length(), text.length()), keyIds.size()));
        }
    }

    /** A person is asked to sign. */
    public static Note invitation(Instant at, String name, List<String> keyIds) {
        return new Note(Kind.INVITATION, at, name, keyIds, "");
    }

    /** Somebody says something. */
    public static Note comment(Instant at, String name, String text) {
        return new Note(Kind.COMMENT, at, name, List.of(), text);
    }

    /** Reads the content of a file that holds what {@link #toJson} wrote. */
    public static Note read(String file, byte[] content) throws IOException {
        return read(StoredJson.read(file, content));
    }

    static Note read(StoredJson json) throws IOException {
        String kind = json.string("kind");
        try {
            return new Note(
                    Arrays.stream(Kind.values())
                            .filter(value -> value.text().equals(kind))
                            .findFirst()
                            .orElseThrow(() -> json.wrong("kind", "invitation or comment", kind)),
                    json.instant("at"),
                    json.string("name"),
                    json.strings("keyids"),
                    json.string("text"));
        } catch (IllegalArgumentException e) {
            throw new IOException(json.file() + ": " + e.getMessage(), e);
        }
    }

    /** As a JSON object. */
    public JsonObject toJson() {
        return JsonObject.of(Map.of(
                "kind", JsonString.of(kind.text()),
                "at", JsonString.of(at.toString()),
                "name", JsonString.of(name),
                "keyids", JsonArray.of(keyIds.stream().map(JsonString::of).toList()),
                "text", JsonString.of(text)));
    }

    /** What it is. */
    public enum Kind {
        /** Says which person holds which keys. */
        INVITATION,
        /** Says anything else. */
        COMMENT;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
