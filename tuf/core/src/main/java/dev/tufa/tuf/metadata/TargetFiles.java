package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The TARGETS of TUF 1.0.34 §4.5 by path. */
final class TargetFiles extends EntryView<TargetFile> {
    private final String file;

    private TargetFiles(String file, JsonObject entries) {
        super(entries);
        this.file = file;
    }

    static TargetFiles read(Fields signed) throws MalformedMetadataException {
        Fields targets = signed.fields("targets");
        JsonObject entries = targets.object();
        int next = entries.indexOfFirstNot(0, PlainTargetEntry::matches);
        while (next < entries.size()) {
            String path = entries.names().get(next);
            TargetFile.read(targets.fields(next, path), path);
            next = entries.indexOfFirstNot(next + 1, PlainTargetEntry::matches);
        }
        return new TargetFiles(signed.file(), entries);
    }

    static TargetFiles of(Collection<TargetFile> targets) {
        return new TargetFiles("targets.json", JsonObject.of(toJson(targets)));
    }

    /** These entries with others in their places or added. */
    TargetFiles with(Collection<TargetFile> changed) {
        return changed.isEmpty() ? this : new TargetFiles(file, toJson().with(toJson(changed)));
    }

    private static Map<String, JsonValue> toJson(Collection<TargetFile> targets) {
        Map<String, JsonValue> entries = new HashMap<>();
        for (TargetFile target : targets) {
            if (entries.put(target.path(), target.toJson()) != null) {
                throw new IllegalArgumentException("targets: expected distinct paths, got " + target.path() + " twice");
            }
        }
        return entries;
    }

    @Override
    TargetFile decode(String path, JsonObject entry) throws MalformedMetadataException {
        return TargetFile.read(new Fields(file, path, entry), path);
    }
}
