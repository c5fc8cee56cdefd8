package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The METAFILES of a snapshot (TUF 1.0.34 §4.4) by file name: a view of the canonical bytes that decodes an entry when it is
 * asked for. A repository with a hundred thousand hash bins names as many files in every snapshot, of which a client looks at
 * few and a publisher changes few. Every entry was checked when it was read.
 */
final class MetaFiles extends AbstractMap<String, MetaFile> {
    private final String file;
    private final JsonObject entries;

    private MetaFiles(String file, JsonObject entries) {
        this.file = file;
        this.entries = entries;
    }

    static MetaFiles read(Fields signed) throws MalformedMetadataException {
        Fields meta = signed.fields("meta");
        List<String> files = meta.object().names();
        for (int i = 0; i < files.size(); i++) {
            if (!(meta.object().valueAt(i) instanceof JsonObject entry) || !MetaFile.isPlain(entry)) {
                MetaFile.read(meta.fields(i, files.get(i)));
            }
        }
        return new MetaFiles(signed.file(), meta.object());
    }

    static MetaFiles of(Map<String, MetaFile> meta) {
        return meta instanceof MetaFiles view
                ? view
                : new MetaFiles(RoleType.SNAPSHOT.file(), JsonObject.of(toJson(meta)));
    }

    /** These entries with others in their places or added. */
    MetaFiles with(Map<String, MetaFile> changed) {
        return new MetaFiles(file, entries.with(toJson(changed)));
    }

    /** The names of the entries that another snapshot does not have, or has otherwise. */
    List<String> namesNotIn(MetaFiles other) {
        return entries.namesNotIn(other.entries);
    }

    private static Map<String, JsonValue> toJson(Map<String, MetaFile> meta) {
        Map<String, JsonValue> json = new HashMap<>();
        meta.forEach((name, entry) -> json.put(name, entry.toJson()));
        return json;
    }

    JsonObject toJson() {
        return entries;
    }

    Optional<MetaFile> find(String name) {
        int index = entries.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(at(index));
    }

    private MetaFile at(int index) {
        String name = entries.names().get(index);
        try {
            return MetaFile.read(new Fields(file, "signed.meta." + name, (JsonObject) entries.valueAt(index)));
        } catch (MalformedMetadataException e) {
            throw new IllegalStateException("an entry that was checked cannot be malformed", e);
        }
    }

    @Override
    public @Nullable MetaFile get(Object name) {
        return name instanceof String text ? find(text).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && entries.indexOf(text) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetaFiles that ? entries.equals(that.entries) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public Set<Entry<String, MetaFile>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public Iterator<Entry<String, MetaFile>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < entries.size();
                    }

                    @Override
                    public Entry<String, MetaFile> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        int index = next++;
                        return Map.entry(entries.names().get(index), at(index));
                    }
                };
            }
        };
    }
}
