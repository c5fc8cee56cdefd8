package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The METAFILES of a snapshot (TUF 1.0.34 §4.4) by file name. A repository with a hundred thousand hash bins names as many files
 * in every snapshot, of which a client looks at few and a publisher changes few.
 */
final class MetaFiles extends EntryView<MetaFile> {
    private final String file;

    private MetaFiles(String file, JsonObject entries) {
        super(entries);
        this.file = file;
    }

    static MetaFiles read(Fields signed) throws MalformedMetadataException {
        Fields meta = signed.fields("meta");
        JsonObject entries = meta.object();
        int next = entries.indexOfFirstNot(0, MetaFile::isPlain);
        while (next < entries.size()) {
            MetaFile.read(meta.fields(next, entries.names().get(next)));
            next = entries.indexOfFirstNot(next + 1, MetaFile::isPlain);
        }
        return new MetaFiles(signed.file(), entries);
    }

    static MetaFiles of(Map<String, MetaFile> meta) {
        return meta instanceof MetaFiles view
                ? view
                : new MetaFiles(RoleType.SNAPSHOT.file(), JsonObject.of(toJson(meta)));
    }

    /** These entries with others in their places or added. */
    MetaFiles with(Map<String, MetaFile> changed) {
        return new MetaFiles(file, toJson().with(toJson(changed)));
    }

    /** The names of the entries that another snapshot does not have, or has otherwise. */
    List<String> namesNotIn(MetaFiles other) {
        return toJson().namesNotIn(other.toJson());
    }

    private static Map<String, JsonValue> toJson(Map<String, MetaFile> meta) {
        Map<String, JsonValue> json = new HashMap<>();
        meta.forEach((name, entry) -> json.put(name, entry.toJson()));
        return json;
    }

    @Override
    MetaFile decode(String name, JsonObject entry) throws MalformedMetadataException {
        return MetaFile.read(new Fields(file, "signed.meta." + name, entry));
    }
}
