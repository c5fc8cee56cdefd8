package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signed part of snapshot.json (TUF 1.0.34 §4.4).
 *
 * @param meta the entry of every targets metadata file, by file name without version prefix
 */
public record Snapshot(Header header, Map<String, MetaFile> meta) implements Signed {
    private static final Set<String> FIELDS = Set.of("meta");

    public Snapshot {
        meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }

    static Snapshot read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.SNAPSHOT, FIELDS);
        Map<String, MetaFile> meta = new LinkedHashMap<>();
        Fields entries = signed.fields("meta");
        List<String> files = entries.object().names();
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            meta.put(file, MetaFile.read(entries.fields(i, file)));
        }
        return new Snapshot(header, meta);
    }

    /** The entry of a role's file. */
    public Optional<MetaFile> find(String file) {
        return Optional.ofNullable(meta.get(file));
    }

    @Override
    public RoleType type() {
        return RoleType.SNAPSHOT;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.SNAPSHOT);
        Map<String, JsonValue> entries = new TreeMap<>();
        meta.forEach((file, entry) -> entries.put(file, entry.toJson()));
        fields.put("meta", JsonObject.of(entries));
        return JsonObject.of(fields);
    }
}
