package dev.tufa.tuf.repository.signing;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of the keys that a repository knows, {@code keys.json}: public facts only, and where each private key is.
 *
 * @param keys in the order in which they came
 */
public record KeyIndex(List<StoredKey> keys) {
    /** No keys. */
    public static final KeyIndex EMPTY = new KeyIndex(List.of());

    public KeyIndex {
        keys = List.copyOf(keys);
    }

    /** Reads the content of a file. */
    public static KeyIndex read(String file, byte[] content) throws IOException {
        List<StoredKey> keys = new ArrayList<>();
        for (StoredJson key : StoredJson.read(file, content).children("keys")) {
            keys.add(StoredKey.read(key));
        }
        return new KeyIndex(keys);
    }

    /** The content of the file. */
    public byte[] toBytes() {
        return JsonText.bytes(JsonObject.of(
                Map.of("keys", JsonArray.of(keys.stream().map(StoredKey::toJson).toList()))));
    }

    /** The key of that id. */
    public Optional<StoredKey> find(String keyId) {
        return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }

    /** All keys that a role ever had. */
    public List<StoredKey> ofRole(String role) {
        return keys.stream().filter(key -> key.use(role).isPresent()).toList();
    }

    /** The same list with these at its end; a key that is there already is replaced. */
    public KeyIndex with(Collection<StoredKey> more) {
        List<StoredKey> all = new ArrayList<>(keys);
        for (StoredKey key : more) {
            all.removeIf(old -> old.keyId().equals(key.keyId()));
            all.add(key);
        }
        return new KeyIndex(all);
    }

    /** The same list without a key. */
    public KeyIndex without(String keyId) {
        return new KeyIndex(
                keys.stream().filter(key -> !key.keyId().equals(keyId)).toList());
    }
}
