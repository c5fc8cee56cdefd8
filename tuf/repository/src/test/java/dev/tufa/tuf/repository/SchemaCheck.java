package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonArray;
import dev.tufa.tuf.json.JsonInteger;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonString;
import dev.tufa.tuf.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a document against the few words of JSON Schema 2020-12 that our schemas use; another word is a problem itself. */
final class SchemaCheck {
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "title",
            "description",
            "type",
            "required",
            "additionalProperties",
            "properties",
            "items",
            "minItems",
            "enum",
            "minimum",
            "maximum");

    private final List<String> problems = new ArrayList<>();

    private SchemaCheck() {}

    static List<String> problems(JsonObject schema, JsonValue document) {
        SchemaCheck check = new SchemaCheck();
        check.check("", schema, document);
        return check.problems;
    }

    private void check(String path, JsonObject schema, JsonValue value) {
        schema.toMap().keySet().stream()
                .filter(word -> !WORDS.contains(word))
                .forEach(word -> problems.add("schema: " + word));
        Optional<JsonValue> type = schema.member("type");
        if (type.isPresent() && !isOf(((JsonString) type.get()).value(), value)) {
            problems.add(path + ": expected " + type.get());
            return;
        }
        if (schema.member("enum").isPresent()
                && !((JsonArray) schema.member("enum").get()).values().contains(value)) {
            problems.add(path + ": not in enum");
        }
        if (value instanceof JsonInteger integer) {
            checkBounds(path, schema, integer);
        }
        if (value instanceof JsonObject object) {
            checkMembers(path, schema, object);
        }
        if (value instanceof JsonArray array) {
            if (array.values().size() < integer(schema, "minItems", 0)) {
                problems.add(path + ": too few");
            }
            for (JsonValue item : array.values()) {
                schema.member("items").ifPresent(items -> check(path + "[]", (JsonObject) items, item));
            }
        }
    }

    private void checkBounds(String path, JsonObject schema, JsonInteger integer) {
        long number = integer.longValue().orElse(Long.MAX_VALUE);
        if (number < integer(schema, "minimum", Long.MIN_VALUE)
                || number > integer(schema, "maximum", Long.MAX_VALUE)) {
            problems.add(path + ": out of bounds");
        }
    }

    private void checkMembers(String path, JsonObject schema, JsonObject object) {
        Map<String, JsonValue> known = schema.member("properties")
                .map(properties -> ((JsonObject) properties).toMap())
                .orElse(Map.of());
        Optional<JsonValue> others = schema.member("additionalProperties");
        object.toMap().forEach((name, member) -> {
            JsonValue rule = known.get(name);
            if (rule != null) {
                check(path + "/" + name, (JsonObject) rule, member);
            } else if (others.isPresent() && others.get() instanceof JsonObject other) {
                check(path + "/" + name, other, member);
            } else if (others.isPresent()) {
                problems.add(path + ": unknown " + name);
            }
        });
        if (schema.member("required").isPresent()) {
            for (JsonValue name : ((JsonArray) schema.member("required").get()).values()) {
                if (object.member(((JsonString) name).value()).isEmpty()) {
                    problems.add(path + ": missing " + name);
                }
            }
        }
    }

    private static boolean isOf(String type, JsonValue value) {
        return switch (type) {
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            case "string" -> value instanceof JsonString;
            case "integer" -> value instanceof JsonInteger;
            default -> false;
        };
    }

    private static long integer(JsonObject schema, String word, long absent) {
        return schema.member(word)
                .map(value -> ((JsonInteger) value).longValue().orElse(absent))
                .orElse(absent);
    }
}
