package dev.tufa.conformance.aptfile;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import java.util.List;
import java.util.StringJoiner;

/** JSON for people: what fits on a line stands on one, and everything else a step further in. */
final class PrettyJson {
    private static final int WIDTH = 110;

    private PrettyJson() {}

    static String of(JsonValue value) {
        return text(value, "") + "\n";
    }

    private static String text(JsonValue value, String indent) {
        String compact = JsonText.compact(value);
        if (indent.length() + compact.length() <= WIDTH) {
            return compact;
        }
        String deeper = indent + "  ";
        if (value instanceof JsonObject object) {
            StringJoiner lines = new StringJoiner(",\n" + deeper, "{\n" + deeper, "\n" + indent + "}");
            List<String> names = object.names();
            for (int i = 0; i < names.size(); i++) {
                String name = JsonText.compact(JsonString.of(names.get(i)));
                lines.add(name + ": " + text(object.valueAt(i), deeper));
            }
            return lines.toString();
        }
        if (value instanceof JsonArray array) {
            StringJoiner lines = new StringJoiner(",\n" + deeper, "[\n" + deeper, "\n" + indent + "]");
            array.values().forEach(one -> lines.add(text(one, deeper)));
            return lines.toString();
        }
        return compact;
    }
}
