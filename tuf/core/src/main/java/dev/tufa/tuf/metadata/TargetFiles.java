package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The TARGETS of TUF 1.0.34 §4.5 by path: a view of the canonical bytes that decodes an entry when it is asked for, so that a
 * role with a hundred thousand targets costs little more than its bytes. Every entry was checked when it was read.
 */
final class TargetFiles extends AbstractMap<String, TargetFile> {
    private final String file;
    private final JsonObject entries;

    private TargetFiles(String file, JsonObject entries) {
        this.file = file;
        this.entries = entries;
    }

    static TargetFiles read(Fields signed) throws MalformedMetadataException {
        Fields targets = signed.fields("targets");
        List<String> paths = targets.object().names();
        for (int i = 0; i < paths.size(); i++) {
            if (!(targets.object().valueAt(i) instanceof JsonObject entry)) {
                throw targets.malformed(
                        paths.get(i), "object", targets.object().valueAt(i).kind());
            }
            if (!PlainTargetEntry.matches(entry)) {
                TargetFile.read(new Fields(signed.file(), "signed.targets." + paths.get(i), entry), paths.get(i));
            }
        }
        return new TargetFiles(signed.file(), targets.object());
    }

    static TargetFiles of(Collection<TargetFile> targets) {
        Map<String, JsonValue> entries = new TreeMap<>();
        for (TargetFile target : targets) {
            if (entries.put(target.path(), target.toJson()) != null) {
                throw new IllegalArgumentException("targets: expected distinct paths, got " + target.path() + " twice");
            }
        }
        return new TargetFiles("targets.json", JsonObject.of(entries));
    }

    JsonObject toJson() {
        return entries;
    }

    Optional<TargetFile> find(String path) {
        int index = entries.indexOf(path);
        return index < 0 ? Optional.empty() : Optional.of(at(index));
    }

    private TargetFile at(int index) {
        String path = entries.names().get(index);
        try {
            JsonObject entry = (JsonObject) entries.valueAt(index);
            return TargetFile.read(new Fields(file, path, entry), path);
        } catch (MalformedMetadataException e) {
            throw new IllegalStateException("an entry that was checked cannot be malformed", e);
        }
    }

    @Override
    public @Nullable TargetFile get(Object path) {
        return path instanceof String text ? find(text).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object path) {
        return path instanceof String text && entries.indexOf(text) >= 0;
    }

    @Override
    public Set<Entry<String, TargetFile>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public Iterator<Entry<String, TargetFile>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < entries.size();
                    }

                    @Override
                    public Entry<String, TargetFile> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        TargetFile target = at(next++);
                        return Map.entry(target.path(), target);
                    }
                };
            }
        };
    }
}
