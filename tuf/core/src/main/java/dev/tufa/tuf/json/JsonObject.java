package dev.tufa.tuf.json;

import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
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

    /** From this many bytes on, the members of an object are remembered when it is read. */
    static final int LARGE = 4096;

    private int @Nullable [] nameStarts;
    private final List<JsonObject> large;

    JsonObject(byte[] buffer, int start, int end) {
        super(buffer, start, end);
        large = List.of();
    }

    /** An object whose members are known, with those of them that are known in the same way, in order. */
    JsonObject(byte[] buffer, int start, int end, int[] nameStarts, List<JsonObject> large) {
        super(buffer, start, end);
        this.nameStarts = nameStarts;
        this.large = large.isEmpty() ? List.of() : large; // few
    }

    /** The canonical form of an object with these members, in any order. */
    public static JsonObject of(Map<String, ? extends JsonValue> members) {
        TreeMap<String, JsonValue> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
        sorted.putAll(members);
        int length = 2;
        for (Map.Entry<String, JsonValue> member : sorted.entrySet()) {
            length += member.getKey().length() + 4 + member.getValue().canonicalLength();
        }
        var out = new Members(length);
        sorted.forEach(out::add);
        return out.toObject();
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

    /** The position of a member in {@link #names()}; when there is none, -1 less the position that it would have. */
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
        return -low - 1;
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
        JsonObject known = largeAt(index);
        return known != null
                ? known
                : JsonValue.of(buffer, Slices.endOfString(buffer, nameStart(index)) + 1, endOfMember(index));
    }

    /** The position of the first member, from one on, whose value fails a test; the number of members if none does. */
    public int indexOfFirstNot(int from, ValueTest test) {
        int[] starts = nameStarts();
        Words words = new Words(buffer);
        int index = from;
        while (index < starts.length && test.passes(buffer, words.endOfString(starts[index]) + 1, endOfMember(index))) {
            index++;
        }
        return index;
    }

    /** Looks at the canonical bytes of a value from one position to another; it must not change or keep the array. */
    @FunctionalInterface
    public interface ValueTest {
        boolean passes(byte[] bytes, int from, int to);
    }

    /** The value of a member if it is one of the objects whose members are known. */
    private @Nullable JsonObject largeAt(int index) {
        int low = 0;
        int high = large.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            JsonObject value = large.get(middle);
            if (value.start < nameStart(index)) {
                low = middle + 1;
            } else if (value.start > endOfMember(index)) {
                high = middle - 1;
            } else {
                return value;
            }
        }
        return null;
    }

    /** Before the name of a member. */
    private int nameStart(int index) {
        return nameStarts()[index];
    }

    /** Before the comma or the brace. */
    private int endOfMember(int index) {
        int[] starts = nameStarts();
        return index + 1 < starts.length ? starts[index + 1] - 1 : end - 1;
    }

    /** How many bytes from a member on are equal to other ones. */
    private int commonLength(int index, byte[] other, int from, int to) {
        int start = nameStart(index);
        int length = Arrays.mismatch(buffer, start, end, other, from, to);
        return length < 0 ? end - start : length;
    }

    /** How many members from one on lie within a length, each together with the comma or the brace that follows it. */
    private int membersWithin(int index, int length) {
        int limit = nameStart(index) + length;
        int low = index;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (endOfMember(middle) < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - index;
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

    /** The same object with members changed or added: what stays is copied as it is. */
    public JsonObject with(Map<String, ? extends JsonValue> changed) {
        if (changed.isEmpty()) {
            return this;
        }
        TreeMap<String, JsonValue> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
        sorted.putAll(changed);
        int[] starts = nameStarts();
        var out = new Members(canonicalLength() + 64 * sorted.size());
        int next = 0;
        for (Map.Entry<String, JsonValue> member : sorted.entrySet()) {
            int index = indexOf(member.getKey());
            int place = index < 0 ? -index - 1 : index;
            if (place > next) {
                out.add(buffer, starts[next], endOfMember(place - 1));
            }
            out.add(member.getKey(), member.getValue());
            next = index < 0 ? place : place + 1;
        }
        if (next < starts.length) {
            out.add(buffer, starts[next], end - 1);
        }
        return out.toObject();
    }

    /** The names of the members that another object does not have, or has with another value. */
    public List<String> namesNotIn(JsonObject other) {
        List<String> names = new ArrayList<>();
        int[] starts = nameStarts();
        int[] others = other.nameStarts();
        int i = 0;
        int j = 0;
        while (i < starts.length) {
            int equal = j < others.length ? membersWithin(i, commonLength(i, other.buffer, others[j], other.end)) : 0;
            if (equal > 0) {
                i += equal;
                j += equal;
                continue;
            }
            int order = 1;
            while (j < others.length
                    && (order = Slices.compareStrings(other.buffer, others[j], buffer, starts[i])) < 0) {
                j++;
            }
            boolean same = order == 0
                    && Arrays.equals(buffer, starts[i], endOfMember(i), other.buffer, others[j], other.endOfMember(j));
            if (!same) {
                names.add(names().get(i));
            }
            j += order == 0 ? 1 : 0;
            i++;
        }
        return names;
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

    /** An object that is being written, member by member in order. */
    private static final class Members {
        private final Bytes out;
        private boolean first = true;

        Members(int expectedLength) {
            out = new Bytes(expectedLength);
            out.write('{');
        }

        void add(String name, JsonValue value) {
            comma();
            JsonString.of(name).canonicalTo(out::write);
            out.write(':');
            value.canonicalTo(out::write);
        }

        /** Adds members as they stand in canonical bytes. */
        void add(byte[] bytes, int from, int to) {
            comma();
            out.write(bytes, from, to - from);
        }

        JsonObject toObject() {
            out.write('}');
            return new JsonObject(out.array(), 0, out.size());
        }

        private void comma() {
            if (!first) {
                out.write(',');
            }
            first = false;
        }
    }

    /** A growing array that is not copied when it is done. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int expectedLength) {
            super(expectedLength);
        }

        byte[] array() {
            return buf;
        }
    }
}
