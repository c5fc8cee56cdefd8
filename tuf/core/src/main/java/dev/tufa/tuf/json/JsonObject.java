package dev.tufa.tuf.json;

import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object. Its members are in code-point order, and finding one by name is a binary search in the canonical bytes: an
 * object with a million members costs four bytes for each, and a member is decoded only when it is asked for.
 */
public final class JsonObject extends JsonValue {
    /** The object without members. */
    public static final JsonObject EMPTY = of(Map.of());

    private int @Nullable [] nameStarts;

    JsonObject(byte[] buffer, int start, int end) {
        super(buffer, start, end);
    }

    /** The canonical form of an object with these members, in any order. */
    public static JsonObject of(Map<String, ? extends JsonValue> members) {
        TreeMap<String, JsonValue> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
        sorted.putAll(members);
        var out = new ByteArrayOutputStream();
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : sorted.entrySet()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            JsonString.of(member.getKey()).canonicalTo(out::write);
            out.write(':');
            member.getValue().canonicalTo(out::write);
        }
        out.write('}');
        byte[] canonical = out.toByteArray();
        return new JsonObject(canonical, 0, canonical.length);
    }

    /** How many members it has. */
    public int size() {
        return nameStarts().length;
    }

    /** The value of a member. */
    public Optional<JsonValue> member(String name) {
        int index = indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(valueAt(index));
    }

    /** The position of a member in {@link #names()}, negative when there is none. */
    public int indexOf(String name) {
        JsonString wanted = JsonString.of(name);
        int[] starts = nameStarts();
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Slices.compareStrings(buffer, starts[middle], wanted.buffer, 0);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The names in code-point order; a view that decodes on access. */
    public List<String> names() {
        int[] starts = nameStarts();
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return JsonString.decode(buffer, starts[index], Slices.endOfString(buffer, starts[index]));
            }

            @Override
            public int size() {
                return starts.length;
            }
        };
    }

    /** The value of the member at a position of {@link #names()}. */
    public JsonValue valueAt(int index) {
        int[] starts = nameStarts();
        int valueEnd = index + 1 < starts.length ? starts[index + 1] - 1 : end - 1; // before the comma or the brace
        return JsonValue.of(buffer, Slices.endOfString(buffer, starts[index]) + 1, valueEnd);
    }

    /** Its members, in code-point order; a copy. */
    public Map<String, JsonValue> toMap() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), valueAt(i));
        }
        return members;
    }

    /** The members that are not among the given ones: the fields that a reader does not know. */
    public JsonObject without(Set<String> known) {
        if (known.containsAll(names())) {
            return EMPTY;
        }
        Map<String, JsonValue> members = toMap();
        members.keySet().removeAll(known);
        return of(members);
    }

    private int[] nameStarts() {
        int[] starts = nameStarts;
        if (starts == null) {
            starts = index();
            nameStarts = starts; // a race only indexes twice
        }
        return starts;
    }

    private int[] index() {
        int[] starts = new int[8];
        int count = 0;
        int at = start + 1;
        while (at < end - 1) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at;
            at = Slices.endOfValue(buffer, Slices.endOfString(buffer, at) + 1) + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    @Override
    public String kind() {
        return "object";
    }
}
