package dev.tufa.testkit;

import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A JSON object or array as text that may be wrong on purpose: members in the order of writing, each with whatever text it was
 * given. Paths are JSON pointers (RFC 6901) without the leading slash.
 */
abstract sealed class RawJson {
    /** The text of a string. */
    static String quote(String text) {
        return JsonText.compact(JsonString.of(text));
    }

    /** A name as one step of a path. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** An entry of METAFILES with the version alone. */
    static RawObject metaFile(long version) {
        RawObject entry = new RawObject();
        entry.put("version", version);
        return entry;
    }

    /** An entry of METAFILES that pins the very bytes. */
    static RawObject metaFile(long version, byte[] bytes) {
        RawObject hashes = new RawObject();
        TestMetadata.sha256(bytes).hexByFunction().forEach((function, hex) -> hashes.put(function, quote(hex)));
        RawObject entry = metaFile(version);
        entry.put("length", bytes.length);
        entry.put("hashes", hashes);
        return entry;
    }

    static RawArray strings(Iterable<String> texts) {
        RawArray array = new RawArray();
        texts.forEach(text -> array.add(quote(text)));
        return array;
    }

    /** Sets the value at a path; all but its last step have to be there. */
    final void put(String path, Object value) {
        parent(path).set(lastStep(path), value);
    }

    /** Writes the member at a path of objects a second time. */
    final void putAgain(String path, Object value) {
        if (!(parent(path) instanceof RawObject object)) {
            throw new IllegalArgumentException("path: expected a member of an object, got " + path);
        }
        object.again.add(quote(lastStep(path)) + ":" + value);
    }

    final void remove(String path) {
        parent(path).take(lastStep(path));
    }

    private RawJson parent(String path) {
        RawJson at = this;
        String[] steps = path.split("/", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            if (!(at.child(unescape(steps[i])) instanceof RawJson next)) {
                throw new IllegalArgumentException("path: expected one that is there, got " + path);
            }
            at = next;
        }
        return at;
    }

    private static String lastStep(String path) {
        return unescape(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescape(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    abstract Object child(String step);

    abstract void set(String step, Object value);

    abstract void take(String step);

    /** An object. */
    static final class RawObject extends RawJson {
        private final Map<String, Object> members = new LinkedHashMap<>();
        private final List<String> again = new ArrayList<>();

        boolean isEmpty() {
            return members.isEmpty();
        }

        @Override
        Object child(String step) {
            return members.getOrDefault(step, "");
        }

        @Override
        void set(String step, Object value) {
            members.put(step, value);
        }

        @Override
        void take(String step) {
            if (members.remove(step) == null) {
                throw new IllegalArgumentException("path: expected one that is there, got " + step);
            }
        }

        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(",", "{", "}");
            members.forEach((name, value) -> text.add(quote(name) + ":" + value));
            again.forEach(text::add);
            return text.toString();
        }
    }

    /** An array. */
    static final class RawArray extends RawJson {
        private final List<Object> elements = new ArrayList<>();

        void add(Object element) {
            elements.add(element);
        }

        @Override
        Object child(String step) {
            return elements.get(Integer.parseInt(step));
        }

        @Override
        void set(String step, Object value) {
            elements.set(Integer.parseInt(step), value);
        }

        @Override
        void take(String step) {
            elements.remove(Integer.parseInt(step));
        }

        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(",", "[", "]");
            elements.forEach(element -> text.add(String.valueOf(element)));
            return text.toString();
        }
    }
}
