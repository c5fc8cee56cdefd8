package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A KEY of TUF 1.0.34 §4.2.2: data only. Types and schemes that this library does not know are kept, so that a repository
 * can name keys for newer clients; whether a key is usable is for {@code dev.tufa.tuf.crypto} to say.
 *
 * @param keyType the KEYTYPE, for example {@code ed25519}
 * @param scheme the SCHEME, for example {@code ed25519}
 * @param keyval the KEYVAL, usually with the member {@code public}
 * @param unknown the fields that TUF does not define; they are part of what the key id is computed from
 */
public record Key(String keyType, String scheme, JsonObject keyval, JsonObject unknown) {
    private static final Set<String> FIELDS = Set.of("keytype", "scheme", "keyval");

    /** A key whose KEYVAL is a public key in text: hex or PEM, as its type asks. */
    public static Key of(String keyType, String scheme, String publicKey) {
        return new Key(keyType, scheme, JsonObject.of(Map.of("public", JsonString.of(publicKey))), JsonObject.EMPTY);
    }

    /** The text of the public key, if KEYVAL has one. */
    public Optional<String> publicText() {
        return keyval.member("public")
                .flatMap(value -> value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
    }

    /** The SHA-256 of its canonical form in hex: the key id that TUF 1.0.34 §4.2.1 proposes. */
    public String computeKeyId() {
        MessageDigest digest = HashFunction.SHA256.newDigest();
        toJson().canonicalTo(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    static Map<String, Key> readAll(Fields parent) throws MalformedMetadataException {
        Map<String, Key> keys = new LinkedHashMap<>();
        Fields all = parent.fields("keys");
        for (String keyId : all.object().names()) {
            Fields key = all.fields(keyId);
            keys.put(
                    keyId,
                    new Key(key.string("keytype"), key.string("scheme"), key.object("keyval"), key.unknown(FIELDS)));
        }
        return Collections.unmodifiableMap(keys);
    }

    static JsonObject toJson(Map<String, Key> keys) {
        Map<String, JsonValue> fields = new TreeMap<>();
        keys.forEach((keyId, key) -> fields.put(keyId, key.toJson()));
        return JsonObject.of(fields);
    }

    /** The key as a JSON object. */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = unknown.toMap();
        fields.put("keytype", JsonString.of(keyType));
        fields.put("scheme", JsonString.of(scheme));
        fields.put("keyval", keyval);
        return JsonObject.of(fields);
    }
}
