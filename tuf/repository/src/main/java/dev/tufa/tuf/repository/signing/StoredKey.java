package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.metadata.Key;
import dev.tufa.tuf.repository.signing.format.PublicKeyForms;
import dev.tufa.tuf.repository.signing.source.KeySource;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the repository knows of a key without its private half.
 *
 * @param keyId the key id under which metadata lists it; not always the one that is computed from the key
 * @param key the public key
 * @param source where the private key is
 * @param uses the roles that it signs or did; none for a key that is registered and waits
 * @param holder the person who has the private key, if anybody has said so
 */
public record StoredKey(String keyId, Key key, KeySource source, List<RoleUse> uses, Optional<String> holder) {
    public StoredKey {
        uses = List.copyOf(uses);
        if (keyId.isEmpty()) {
            throw new IllegalArgumentException("key id: expected a text, got an empty one");
        }
    }

    /** A key of which nobody has said who holds it. */
    public StoredKey(String keyId, Key key, KeySource source, List<RoleUse> uses) {
        this(keyId, key, source, uses, Optional.empty());
    }

    /** A key that signs nothing yet, under the key id that is computed from it. */
    public static StoredKey of(Key key, KeySource source) {
        return new StoredKey(key.computeKeyId(), key, source, List.of());
    }

    /** The use for a role, if the key was ever given to it. */
    public Optional<RoleUse> use(String role) {
        return uses.stream().filter(use -> use.role().equals(role)).findFirst();
    }

    /** The same key, which signs a role from now on. */
    public StoredKey signing(String role) {
        return with(RoleUse.of(role));
    }

    /** The same key, replaced in a role at a time. */
    public StoredKey retired(String role, Instant at) {
        return with(new RoleUse(role, Optional.of(at)));
    }

    private StoredKey with(RoleUse use) {
        List<RoleUse> changed = new ArrayList<>(uses);
        changed.removeIf(old -> old.role().equals(use.role()));
        changed.add(use);
        return new StoredKey(keyId, key, source, changed, holder);
    }

    /** The same key in the hands of a person. */
    public StoredKey heldBy(String name) {
        return new StoredKey(keyId, key, source, uses, Optional.of(name));
    }

    /** The same key under another key id. */
    StoredKey withKeyId(String newKeyId) {
        return new StoredKey(newKeyId, key, source, uses, holder);
    }

    static StoredKey read(StoredJson json) throws IOException {
        String keyId = json.string("keyid");
        List<RoleUse> uses = new ArrayList<>();
        if (json.object().member("roles").isPresent()) {
            for (StoredJson use : json.children("roles")) {
                uses.add(readUse(use));
            }
        } else { // before a key could sign several roles, or none
            uses.add(readUse(json));
        }
        Optional<String> source = json.optionalString("source");
        return new StoredKey(
                keyId,
                PublicKeyForms.readObject(json.child("key")),
                source.isPresent()
                        ? readSource(json, source.get())
                        : new KeySource.EncryptedFile(uses.get(0).role() + "-" + keyId + ".pem"),
                uses,
                json.optionalString("holder"));
    }

    private static RoleUse readUse(StoredJson json) throws IOException {
        return new RoleUse(
                json.string("role"),
                json.optionalString("retired").isPresent() ? Optional.of(json.instant("retired")) : Optional.empty());
    }

    private static KeySource readSource(StoredJson json, String text) throws IOException {
        try {
            return KeySource.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: source: %s".formatted(json.file(), e.getMessage()), e);
        }
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("keyid", JsonString.of(keyId));
        fields.put("key", key.toJson());
        fields.put("source", JsonString.of(source.text()));
        fields.put("roles", JsonArray.of(uses.stream().map(StoredKey::useToJson).toList()));
        holder.ifPresent(name -> fields.put("holder", JsonString.of(name)));
        return JsonObject.of(fields);
    }

    private static JsonObject useToJson(RoleUse use) {
        Map<String, JsonValue> fields = new TreeMap<>();
        fields.put("role", JsonString.of(use.role()));
        use.retiredAt().ifPresent(at -> fields.put("retired", JsonString.of(at.toString())));
        return JsonObject.of(fields);
    }
}
