package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import dev.tufa.tuf.refusal.SpecVersionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The signed part of snapshot.json (TUF 1.0.34 §4.4).
 *
 * @param meta the entry of every targets metadata file, by file name without version prefix, in code-point order;
 *     unmodifiable, decoded on access
 */
public record Snapshot(Header header, Map<String, MetaFile> meta) implements Signed {
    private static final Set<String> FIELDS = Set.of("meta");

    public Snapshot {
        meta = MetaFiles.of(meta);
    }

    static Snapshot read(Fields signed) throws MalformedMetadataException, SpecVersionException {
        Header header = Header.read(signed, RoleType.SNAPSHOT, FIELDS);
        return new Snapshot(header, MetaFiles.read(signed));
    }

    /** The entry of a role's file. */
    public Optional<MetaFile> find(String file) {
        return entries().find(file);
    }

    /** The files that have an entry, in code-point order; a view that decodes on access. */
    public List<String> files() {
        return entries().toJson().names();
    }

    /** The next snapshot: the same entries but for those that changed or are new; what it costs grows with these alone. */
    public Snapshot next(Header newHeader, Map<String, MetaFile> changed) {
        return new Snapshot(newHeader, entries().with(changed));
    }

    /** The files whose entry another snapshot does not have, or has otherwise. */
    public List<String> filesNotIn(Snapshot other) {
        return entries().namesNotIn(other.entries());
    }

    private MetaFiles entries() {
        return MetaFiles.of(meta);
    }

    @Override
    public RoleType type() {
        return RoleType.SNAPSHOT;
    }

    @Override
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new TreeMap<>();
        header.writeTo(fields, RoleType.SNAPSHOT);
        fields.put("meta", entries().toJson());
        return JsonObject.of(fields);
    }
}
