package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the repository knows of one of its private keys without opening it.
 *
 * @param keyId the key id under which metadata lists it
 * @param role the name of the role that it signs
 * @param key the public key
 * @param retiredAt when a rotation replaced it; it goes on signing for a while, for clients that hold an older root
 */
public record StoredKey(String keyId, String role, Key key, Optional<Instant> retiredAt) {
    /** A key that nothing has replaced. */
    static StoredKey of(String role, Key key) {
        return new StoredKey(key.computeKeyId(), role, key, Optional.empty());
    }

    /** The same key, replaced at a time. */
    public StoredKey retired(Instant at) {
        return new StoredKey(keyId, role, key, Optional.of(at));
    }

    /** Whether it has been replaced and goes on signing for as long as a bridge lasts. */
    public boolean signsAfterRetiring(Instant now, Duration bridge) {
        return retiredAt.filter(at -> now.isBefore(at.plus(bridge))).isPresent();
    }

    /** The name of the file that holds the private key. */
    public String fileName() {
        return role + "-" + keyId + ".pem";
    }

    static StoredKey read(StoredJson json) throws IOException {
        StoredJson key = json.child("key");
        Optional<Instant> retiredAt =
                json.optionalString("retired").isPresent() ? Optional.of(json.instant("retired")) : Optional.empty();
        return new StoredKey(
                json.string("keyid"),
                json.string("role"),
                Key.of(
                        key.string("keytype"),
                        key.string("scheme"),
                        key.child("keyval").string("public")),
                retiredAt);
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("keyid", JsonString.of(keyId));
        fields.put("role", JsonString.of(role));
        fields.put("key", key.toJson());
        retiredAt.ifPresent(at -> fields.put("retired", JsonString.of(at.toString())));
        return JsonObject.of(fields);
    }
}
