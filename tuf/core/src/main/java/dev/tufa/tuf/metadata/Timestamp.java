package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signed part of timestamp.json (TUF 1.0.34 §4.6).
 *
 * @param snapshot the entry of snapshot.json
 */
public record Timestamp(Header header, MetaFile snapshot) implements Signed {
    private static final Set<String> FIELDS = Set.of("meta");

    static Timestamp read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.TIMESTAMP, FIELDS);
        Fields meta = signed.fields("meta");
        MetaFile snapshot = MetaFile.read(meta.fields(RoleType.SNAPSHOT.file()));
        if (meta.object().size() != 1) {
            throw signed.malformed("meta", "snapshot.json alone", meta.object().size() + " entries");
        }
        return new Timestamp(header, snapshot);
    }

    @Override
    public RoleType type() {
        return RoleType.TIMESTAMP;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.TIMESTAMP);
        fields.put("meta", JsonObject.of(Map.of(RoleType.SNAPSHOT.file(), snapshot.toJson())));
        return JsonObject.of(fields);
    }
}
