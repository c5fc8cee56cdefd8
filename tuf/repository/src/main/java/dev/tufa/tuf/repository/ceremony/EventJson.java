package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.EventRefusedException;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The JSON of an event: metadata as it is, so that a person can look at it, with the SHA-256 of what is signed beside it. */
final class EventJson {
    private static final String FORMAT = "tufa-event-1";
    private static final Set<String> KEY_FIELDS = Set.of("keytype", "scheme", "keyval");

    private EventJson() {}

    static JsonObject write(Event event) {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("format", JsonString.of(FORMAT));
        fields.put("id", JsonString.of(event.id()));
        fields.put("repository", JsonString.of(event.repository()));
        fields.put("opened", JsonString.of(event.opened().toString()));
        fields.put("deadline", JsonString.of(event.deadline().toString()));
        fields.put("intent", array(event.intent(), EventJson::write));
        fields.put("renewed", array(event.renewed(), JsonString::of));
        fields.put("given", array(event.given(), keys -> JsonObject.of(Map.of("keys", writeKeys(keys)))));
        fields.put("base", array(event.base(), EventJson::write));
        fields.put("parts", array(event.parts(), EventJson::write));
        event.supersedes().ifPresent(id -> fields.put("supersedes", JsonString.of(id)));
        return JsonObject.of(fields);
    }

    private static JsonObject write(Intent intent) {
        return JsonObject.of(Map.of("text", JsonString.of(intent.text()), "change", intent.change()));
    }

    private static JsonObject writeKeys(Map<String, Key> keys) {
        Map<String, JsonValue> fields = new TreeMap<>();
        keys.forEach((keyId, key) -> fields.put(keyId, key.toJson()));
        return JsonObject.of(fields);
    }

    private static JsonObject write(Published file) {
        return JsonObject.of(Map.of(
                "role", JsonString.of(file.role()),
                "delegator", JsonString.of(file.delegator()),
                "document", file.document()));
    }

    private static JsonObject write(Part part) {
        return JsonObject.of(Map.of(
                "role", JsonString.of(part.role()),
                "delegator", JsonString.of(part.delegator()),
                "sha256", JsonString.of(part.sha256()),
                "signed", part.json()));
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonValue> writer) {
        return JsonArray.of(values.stream().map(writer).toList());
    }

    /**
     * Reads an event, and refuses one that is not consistent in itself.
     *
     * @throws IOException if it has another form
     * @throws EventRefusedException if what it says cannot be
     */
    static Event read(StoredJson json) throws IOException, EventRefusedException {
        if (!json.string("format").equals(FORMAT)) {
            throw json.wrong("format", FORMAT, json.string("format"));
        }
        try {
            Event event = new Event(
                    json.string("id"),
                    json.string("repository"),
                    json.instant("opened"),
                    json.instant("deadline"),
                    intents(json),
                    json.strings("renewed"),
                    given(json),
                    base(json),
                    parts(json),
                    json.optionalString("supersedes"));
            EventCheck.require(event);
            return event;
        } catch (IllegalArgumentException e) {
            throw new IOException(json.file() + ": " + e.getMessage(), e);
        } catch (TrustException e) {
            throw new EventRefusedException(json.file() + ": " + e.getMessage());
        }
    }

    private static List<Intent> intents(StoredJson json) throws IOException {
        List<Intent> intents = new ArrayList<>();
        for (StoredJson intent : json.children("intent")) {
            intents.add(new Intent(intent.string("text"), intent.child("change").object()));
        }
        return intents;
    }

    private static List<Map<String, Key>> given(StoredJson json) throws IOException {
        List<Map<String, Key>> given = new ArrayList<>();
        for (StoredJson one : json.children("given")) {
            StoredJson keys = one.child("keys");
            Map<String, Key> byId = new TreeMap<>();
            for (String keyId : keys.object().names()) {
                StoredJson key = keys.child(keyId);
                byId.put(
                        keyId,
                        new Key(
                                key.string("keytype"),
                                key.string("scheme"),
                                key.child("keyval").object(),
                                key.object().without(KEY_FIELDS)));
            }
            given.add(byId);
        }
        return given;
    }

    private static List<Published> base(StoredJson json) throws IOException, TrustException {
        List<Published> files = new ArrayList<>();
        for (StoredJson file : json.children("base")) {
            files.add(Published.of(
                    file.string("role"),
                    file.string("delegator"),
                    file.child("document").object()));
        }
        return files;
    }

    private static List<Part> parts(StoredJson json) throws IOException, TrustException {
        List<Part> parts = new ArrayList<>();
        for (StoredJson child : json.children("parts")) {
            Part part = Part.read(
                    child.string("role"),
                    child.string("delegator"),
                    child.child("signed").object());
            if (!child.string("sha256").equals(part.sha256())) {
                throw child.wrong("sha256", part.sha256(), child.string("sha256"));
            }
            parts.add(part);
        }
        return parts;
    }
}
