package dev.tufa.tuf.repository.signing.online;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a document was signed.
 *
 * @param at when
 * @param role the name of its role
 * @param sha256 of what was signed, in hex
 * @param keyIds the keys that signed
 */
public record SigningRecord(
        Instant at, String role, long version, Instant expires, String sha256, List<String> keyIds) {
    public SigningRecord {
        keyIds = List.copyOf(keyIds);
    }

    static SigningRecord read(StoredJson json) throws IOException {
        return new SigningRecord(
                json.instant("at"),
                json.string("role"),
                json.integer("version", 1),
                json.instant("expires"),
                json.string("sha256"),
                json.strings("keyids"));
    }

    JsonObject toJson(String previous) {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("previous", JsonString.of(previous));
        fields.put("at", JsonString.of(at.toString()));
        fields.put("role", JsonString.of(role));
        fields.put("version", JsonInteger.of(version));
        fields.put("expires", JsonString.of(expires.toString()));
        fields.put("sha256", JsonString.of(sha256));
        fields.put("keyids", JsonArray.of(keyIds.stream().map(JsonString::of).toList()));
        return JsonObject.of(fields);
    }
}
