package dev.tufa.tuf.metadata;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.refusal.MalformedMetadataException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object as a map: a view of the canonical bytes that decodes an entry when it is asked for, so that a
 * role with a hundred thousand entries costs little more than its bytes. Every entry was checked when it was read.
 */
abstract class EntryView<V> extends AbstractMap<String, V> {
    private final JsonObject entries;

    EntryView(JsonObject entries) {
        this.entries = entries;
    }

    /** Decodes one entry. */
    abstract V decode(String name, JsonObject entry) throws MalformedMetadataException;

    final JsonObject toJson() {
        return entries;
    }

    final Optional<V> find(String name) {
        int index = entries.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(at(index));
    }

    private V at(int index) {
        try {
            return decode(entries.names().get(index), (JsonObject) entries.valueAt(index));
        } catch (MalformedMetadataException e) {
            throw new IllegalStateException("an entry that was checked cannot be malformed", e);
        }
    }

    @Override
    public final @Nullable V get(Object name) {
        return name instanceof String text ? find(text).orElse(null) : null;
    }

    @Override
    public final boolean containsKey(Object name) {
        return name instanceof String text && entries.indexOf(text) >= 0;
    }

    /** Equal bytes make equal maps, without decoding an entry. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof EntryView<?> that && that.getClass() == getClass()
                ? entries.equals(that.entries)
                : super.equals(other);
    }

    @Override
    public final int hashCode() {
        return super.hashCode();
    }

    @Override
    public final Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < entries.size();
                    }

                    @Override
                    public Entry<String, V> next() {
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
