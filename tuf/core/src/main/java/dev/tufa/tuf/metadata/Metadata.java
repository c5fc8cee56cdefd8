package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.CanonicalJson;
import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonException;
import dev.tufa.tuf.json.JsonLimits;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A metadata file: a signed part and its signatures (TUF 1.0.34 §4.2.1). Reading one verifies nothing; that is for {@code
 * dev.tufa.tuf.trust}.
 *
 * @param <T> the type of the signed part
 */
public final class Metadata<T extends Signed> {
    private static final Set<String> FIELDS = Set.of("signed", "signatures");
    private static final Set<String> SIGNATURE_FIELDS = Set.of("keyid", "sig");

    private final T signed;
    private final JsonObject signedJson;
    private final Map<String, String> signatures;
    private final Map<String, JsonObject> unknownOfSignatures;
    private final JsonObject unknown;

    private Metadata(
            T signed,
            JsonObject signedJson,
            Map<String, String> signatures,
            Map<String, JsonObject> unknownOfSignatures,
            JsonObject unknown) {
        this.signed = signed;
        this.signedJson = signedJson;
        this.signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
        this.unknownOfSignatures = unknownOfSignatures;
        this.unknown = unknown;
    }

    /** A file made of a signed part and hex signatures by key id. */
    public static <T extends Signed> Metadata<T> of(T signed, Map<String, String> signatures) {
        return new Metadata<>(signed, signed.toJson(), signatures, Map.of(), JsonObject.EMPTY);
    }

    /** Reads root.json. */
    public static Metadata<Root> readRoot(byte[] bytes, JsonLimits limits)
            throws MalformedMetadataException, SpecVersionException {
        return read(bytes, RoleType.ROOT.file(), limits, Root::read);
    }

    /** Reads timestamp.json. */
    public static Metadata<Timestamp> readTimestamp(byte[] bytes, JsonLimits limits)
            throws MalformedMetadataException, SpecVersionException {
        return read(bytes, RoleType.TIMESTAMP.file(), limits, Timestamp::read);
    }

    /** Reads snapshot.json. */
    public static Metadata<Snapshot> readSnapshot(byte[] bytes, JsonLimits limits)
            throws MalformedMetadataException, SpecVersionException {
        return read(bytes, RoleType.SNAPSHOT.file(), limits, Snapshot::read);
    }

    /** Reads targets.json or a delegated role's file, whose name is for messages. */
    public static Metadata<Targets> readTargets(byte[] bytes, String file, JsonLimits limits)
            throws MalformedMetadataException, SpecVersionException {
        return read(bytes, file, limits, Targets::read);
    }

    /** Reads mirrors.json. */
    public static Metadata<Mirrors> readMirrors(byte[] bytes, JsonLimits limits)
            throws MalformedMetadataException, SpecVersionException {
        return read(bytes, RoleType.MIRRORS.file(), limits, Mirrors::read);
    }

    private static <T extends Signed> Metadata<T> read(
            byte[] bytes, String file, JsonLimits limits, SignedReader<T> reader)
            throws MalformedMetadataException, SpecVersionException {
        try {
            return read(CanonicalJson.read(bytes, limits), file, reader);
        } catch (JsonException e) {
            throw new MalformedMetadataException(file, e);
        }
    }

    private static <T extends Signed> Metadata<T> read(JsonObject document, String file, SignedReader<T> reader)
            throws MalformedMetadataException, SpecVersionException {
        Fields fields = new Fields(file, "", document);
        Map<String, String> signatures = new LinkedHashMap<>();
        Map<String, JsonObject> unknownOfSignatures = new HashMap<>();
        for (Fields signature : fields.objects("signatures")) {
            String keyId = signature.string("keyid");
            if (signatures.put(keyId, signature.string("sig")) != null) { // §4.2.1: "MUST be unique"
                throw signature.malformed("keyid", "distinct key ids", '"' + keyId + "\" twice");
            }
            unknownOfSignatures.put(keyId, signature.unknown(SIGNATURE_FIELDS));
        }
        Fields signed = fields.fields("signed");
        return new Metadata<>(
                reader.read(signed), signed.object(), signatures, unknownOfSignatures, fields.unknown(FIELDS));
    }

    /** The signed part. */
    public T signed() {
        return signed;
    }

    /** The signed part as it was received, unknown fields and all: its canonical form is what keys sign. */
    public JsonObject signedJson() {
        return signedJson;
    }

    /** The signatures in hex by key id, in order of appearance; not verified, possibly not even hex. */
    public Map<String, String> signatures() {
        return signatures;
    }

    /** The same signed part with other signatures; fields that TUF does not define stay with the signatures that stay. */
    public Metadata<T> withSignatures(Map<String, String> newSignatures) {
        Map<String, JsonObject> kept = new HashMap<>(unknownOfSignatures);
        kept.keySet().removeIf(keyId -> !Objects.equals(newSignatures.get(keyId), signatures.get(keyId)));
        return new Metadata<>(signed, signedJson, newSignatures, kept, unknown);
    }

    /** The bytes of a file. A document that was read may have had other white space. */
    public byte[] toBytes() {
        List<JsonValue> list = new ArrayList<>();
        signatures.forEach((keyId, signature) -> {
            Map<String, JsonValue> entry =
                    unknownOfSignatures.getOrDefault(keyId, JsonObject.EMPTY).toMap();
            entry.put("keyid", JsonString.of(keyId));
            entry.put("sig", JsonString.of(signature));
            list.add(JsonObject.of(entry));
        });
        Map<String, JsonValue> fields = new TreeMap<>(unknown.toMap());
        fields.put("signatures", JsonArray.of(list));
        fields.put("signed", signedJson);
        return JsonText.bytes(JsonObject.of(fields));
    }

    @FunctionalInterface
    private interface SignedReader<T> {
        T read(Fields signed) throws MalformedMetadataException, SpecVersionException;
    }
}
