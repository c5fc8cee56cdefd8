package dev.tufa.tuf.repository.ceremony;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.json.JsonValue;
import dev.tufa.tuf.refusal.Printable;
import java.util.List;
import java.util.Optional;

/** Says which fields that TUF does not define have changed: nothing is signed unseen. */
final class Unknown {
    private Unknown() {}

    static void show(List<String> lines, int depth, Optional<JsonObject> before, JsonObject after) {
        JsonObject old = before.orElse(JsonObject.EMPTY);
        for (String name : after.namesNotIn(old)) {
            lines.add("%s%s field %s: %s"
                    .formatted(
                            "  ".repeat(depth),
                            old.member(name).isPresent() ? "!" : "+",
                            Printable.of(name),
                            after.member(name).map(Unknown::text).orElse("")));
        }
        for (String name : old.names()) {
            if (after.member(name).isEmpty()) {
                lines.add("%s- field %s".formatted("  ".repeat(depth), Printable.of(name)));
            }
        }
    }

    static String text(JsonValue value) {
        return Printable.of(JsonText.compact(value));
    }
}
